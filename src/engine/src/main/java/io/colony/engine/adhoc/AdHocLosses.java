package io.colony.engine.adhoc;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Usd;
import io.colony.engine.log.Log;
import io.colony.engine.stage.LostRuns;
import io.colony.engine.stage.RunStore;
import io.colony.engine.stage.Settlement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Ends the runs whose host let their lease pass, and books what they may have cost: else their reservations would stay open for
 * ever. Safe for use by many threads and processes.
 */
public final class AdHocLosses {
    private static final Logger LOG = Log.of(AdHocLosses.class);
    private static final int BATCH = 20;

    private final Database database;
    private final RunStore runs;
    private final LostRuns lost;
    private final InstantSource clock;
    private final AdHocStore store = AdHocStore.postgres();

    public AdHocLosses(Database database, RunStore runs, LostRuns lost, InstantSource clock) {
        this.database = database;
        this.runs = runs;
        this.lost = lost;
        this.clock = clock;
    }

    /** Ends one; whether there was one. In a transaction of its own, since the ledger's locks are one account's. */
    private boolean one() {
        return database.inTransaction(transaction -> {
            List<AdHocRun> expired = store.expired(transaction, clock.instant(), 1);
            expired.forEach(run -> end(transaction, run));
            return !expired.isEmpty();
        });
    }

    /** Looks once; how many were ended. */
    public int sweep() {
        int ended = 0;
        while (ended < BATCH && one()) {
            ended++;
        }
        return ended;
    }

    private void end(Transaction transaction, AdHocRun run) {
        Instant now = clock.instant();
        String reason = "Whoever asked for it was not heard of for longer than its lease.";
        LOG.warn("Run {} ({}) is given up for lost: {}", run.id(), run.stage(), reason);
        boolean started = runs.startedBackEnd(transaction, run.id()).isPresent();
        lost.lost(
                transaction,
                run.account(),
                new Settlement.Invocation(run.id(), AdHocRuns.ROLE, run.stage(), 1, run.reserved()));
        runs.complete(
                transaction,
                new RunStore.RunEnd(run.id(), "lost", Optional.empty(), Optional.empty(), reason, now),
                Optional.empty());
        store.answer(
                transaction,
                new AdHocAnswer(run.id(), AdHocAnswer.LOST, reason, started ? run.reserved() : Usd.ZERO, started));
    }
}
