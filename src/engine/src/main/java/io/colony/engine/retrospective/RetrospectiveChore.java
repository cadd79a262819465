package io.colony.engine.retrospective;

import io.colony.engine.database.Database;
import io.colony.engine.log.Log;
import io.colony.engine.retrospective.Retrospectives.Due;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;

/**
 * Makes the retrospectives that are due, each in one transaction: it is made once, whoever makes it, and a crash leaves it
 * due. Safe for use by many threads and processes.
 */
public final class RetrospectiveChore {
    private static final Logger LOG = Log.of(RetrospectiveChore.class);

    private static final int BATCH = 20;
    private static final Duration RUN_STILL_OPEN = Duration.ofSeconds(15);
    /** A run that has not ended by then is left out: no retrospective waits for ever. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 8;
    private static final int LONGEST_ERROR = 1_000;

    private final Database database;
    private final InstantSource clock;
    private final Retrospectives retrospectives;
    private final Retrospection retrospection = new Retrospection();
    private final UnaryOperator<String> redact;

    /**
     * @param redact takes this installation's secrets out of text
     */
    public RetrospectiveChore(
            Database database, InstantSource clock, Retrospectives retrospectives, UnaryOperator<String> redact) {
        this.database = database;
        this.clock = clock;
        this.retrospectives = retrospectives;
        this.redact = redact;
    }

    /** Looks through what is due, a batch at most; how many were made. */
    public int run() {
        Instant now = clock.instant();
        List<Long> due = database.inTransaction(transaction -> retrospectives.due(transaction, now, BATCH));
        return (int) due.stream().filter(this::made).count();
    }

    private boolean made(long id) {
        try {
            return database.<Boolean>inTransaction(transaction -> {
                Optional<Due> locked = retrospectives.lock(transaction, id);
                return locked.isPresent() && make(transaction, locked.get());
            });
        } catch (RuntimeException | VirtualMachineError failure) {
            // Whatever it is, it must not keep the others from being made: it is said where people look, and tried
            // again.
            LOG.warn("The retrospective {} could not be made and will be tried again", id, failure);
            postpone(id, failure instanceof Error ? failure.toString() : String.valueOf(failure.getMessage()));
            return false;
        }
    }

    private boolean make(io.colony.engine.database.Transaction transaction, Due due) {
        Instant now = clock.instant();
        if (due.open() && now.isBefore(due.endedAt().plus(PATIENCE))) {
            // Its worker is ending it right now, and then books what it cost.
            retrospectives.postpone(transaction, due.id(), now.plus(RUN_STILL_OPEN), Optional.empty());
            return false;
        }
        boolean ran = due.lastRunId().filter(last -> last > due.firstRunId()).isPresent();
        if (ran) {
            RetrospectiveFacts facts = RedactedFacts.of(retrospectives.facts(transaction, due), redact);
            retrospectives.made(transaction, due, retrospection.of(facts), now);
        } else {
            retrospectives.nothingToMake(transaction, due, now);
        }
        return true;
    }

    private void postpone(long id, String error) {
        database.useTransaction(transaction -> retrospectives
                .lock(transaction, id)
                .ifPresent(due -> retrospectives.postpone(
                        transaction,
                        id,
                        clock.instant().plus(FIRST_RETRY.multipliedBy(1L << Math.min(due.attempts(), MOST_DOUBLINGS))),
                        Optional.of(redact.apply(error.substring(0, Math.min(error.length(), LONGEST_ERROR)))))));
    }
}
