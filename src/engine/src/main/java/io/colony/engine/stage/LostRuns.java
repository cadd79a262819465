package io.colony.engine.stage;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.CostBasis;
import io.colony.engine.ledger.CostEvent;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Tokens;
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
 * as estimated, until a late result says what it was; where no agent had been started, the reservation is released and
 * nothing counts.
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
        StageExecutor executor = executors.get(task.executor());
        lost(
                transaction,
                new Account(task.tenantId(), task.repositoryId(), task.issueId()),
                new Settlement.Invocation(
                        runId,
                        executor == null ? task.executor() : executor.role(),
                        task.executor(),
                        task.attempt(),
                        Usd.ZERO));
    }

    /** Books a run of this account that nobody will hear of any more. */
    public void lost(Transaction transaction, Account account, Settlement.Invocation invocation) {
        Instant now = clock.instant();
        long runId = invocation.runId();
        Optional<String> backEnd = runs.startedBackEnd(transaction, runId);
        Optional<Usd> reserved = ledger.openReservation(transaction, runId).filter(usd -> backEnd.isPresent());
        if (reserved.isEmpty()) {
            ledger.release(transaction, account, runId, now);
        }
        ledger.settle(
                transaction,
                account,
                new CostEvent(
                        Settlement.key(runId),
                        CostEvent.Kind.INVOCATION,
                        runId,
                        invocation.role(),
                        invocation.stage(),
                        invocation.attempt(),
                        backEnd.orElse("none"),
                        Optional.empty(),
                        0,
                        Tokens.NONE,
                        reserved.orElse(Usd.ZERO),
                        reserved.isPresent(),
                        Optional.of(reserved.isPresent() ? CostBasis.LOST : CostBasis.FREE),
                        BigDecimal.ZERO,
                        now));
    }
}
