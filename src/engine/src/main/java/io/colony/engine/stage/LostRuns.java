package io.colony.engine.stage;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.CostEvent;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Usd;
import io.colony.engine.queue.Task;
import io.colony.engine.recovery.LostRunListener;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Books a run whose worker was lost. Nobody knows what its agent spent, so its whole reservation counts as spent, marked
 * as estimated; where no agent had been started, the reservation is released.
 */
public final class LostRuns implements LostRunListener {
    private final Ledger ledger;
    private final RunStore runs;
    private final Map<String, StageExecutor> executors;
    private final InstantSource clock;

    public LostRuns(Ledger ledger, RunStore runs, Map<String, StageExecutor> executors, InstantSource clock) {
        this.ledger = ledger;
        this.runs = runs;
        this.executors = Map.copyOf(executors);
        this.clock = clock;
    }

    @Override
    public void onLostRun(Transaction transaction, Task task, long runId) {
        Instant now = clock.instant();
        Account account = new Account(task.tenantId(), task.repositoryId(), task.issueId());
        Optional<String> backEnd = runs.startedBackEnd(transaction, runId);
        Optional<Usd> reserved = ledger.openReservation(transaction, runId);
        if (backEnd.isEmpty() || reserved.isEmpty()) {
            ledger.release(transaction, account, runId, now);
            return;
        }
        StageExecutor executor = executors.get(task.executor());
        ledger.settle(
                transaction,
                account,
                new CostEvent(
                        "run-" + runId,
                        runId,
                        executor == null ? task.executor() : executor.role(),
                        task.executor(),
                        task.attempt(),
                        backEnd.get(),
                        Optional.empty(),
                        0,
                        0,
                        0,
                        0,
                        0,
                        reserved.get(),
                        true,
                        BigDecimal.ZERO,
                        now));
    }
}
