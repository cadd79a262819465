package io.colony.engine.forge;

import io.colony.engine.database.Database;
import io.colony.engine.log.Log;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;

/**
 * Looks up on the code host what became of intents that nobody else will: the worker died after it had acted, and a person
 * ended or stopped the issue before another attempt. Safe for use by many threads and processes.
 */
public final class LeftIntents {
    private static final Logger LOG = Log.of(LeftIntents.class);
    private static final int BATCH = 50;

    private final Database database;
    private final Intents intents;
    private final SideEffects sideEffects;
    private final InstantSource clock;
    private final Duration patience;

    /** @param patience how old an intent must be: an act that is under way is its actor's to resolve */
    public LeftIntents(
            Database database, Intents intents, SideEffects sideEffects, InstantSource clock, Duration patience) {
        this.database = database;
        this.intents = intents;
        this.sideEffects = sideEffects;
        this.clock = clock;
        this.patience = patience;
    }

    /** Resolves those that there are; of how many issues. What the code host does not answer for now is left for later. */
    public int run() {
        List<Long> issues = database.inTransaction(
                transaction -> intents.left(transaction, clock.instant().minus(patience), BATCH));
        return Math.toIntExact(issues.stream().filter(this::resolved).count());
    }

    private boolean resolved(long issueId) {
        try {
            return !sideEffects.recover(issueId).isEmpty();
        } catch (ForgeException failure) {
            LOG.warn("What became of an open intent of issue {} is not known yet: {}", issueId, failure.getMessage());
            return false;
        }
    }
}
