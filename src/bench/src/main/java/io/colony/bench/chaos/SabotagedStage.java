package io.colony.bench.chaos;

import io.colony.engine.ledger.CostEvent;
import io.colony.engine.ledger.Tokens;
import io.colony.engine.ledger.Usd;
import io.colony.engine.queue.Task;
import io.colony.engine.stage.ClaimedTask;
import io.colony.engine.stage.StageExecutor;
import io.colony.engine.stage.StageOutcome;
import io.colony.engine.stage.StageSession;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A stage in a worker that breaks the rules. */
record SabotagedStage(SimulatedStage stage, StageTools tools, Sabotage kind) implements StageExecutor {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Override
    public String name() {
        return stage.name();
    }

    @Override
    public String role() {
        return stage.role();
    }

    @Override
    public boolean costsMoney() {
        return true;
    }

    @Override
    public StageOutcome run(StageSession session) {
        StageOutcome outcome = stage.run(session);
        ClaimedTask claim = session.claim();
        if (kind == Sabotage.BOOKS_TWICE) {
            bookAgain(claim);
        }
        if (kind == Sabotage.IGNORES_EPOCH
                && claim.runId() % 8 == 0
                && claim.task().attempt() == 1) {
            completeUnderNewEpoch(session, outcome);
        }
        return outcome;
    }

    private void bookAgain(ClaimedTask claim) {
        tools.database()
                .useTransaction(transaction -> tools.stores()
                        .ledger()
                        .settle(
                                transaction,
                                claim.account(),
                                new CostEvent(
                                        "again-" + claim.runId(),
                                        CostEvent.Kind.INVOCATION,
                                        claim.runId(),
                                        role(),
                                        name(),
                                        1,
                                        "simulated",
                                        Optional.empty(),
                                        0,
                                        Tokens.NONE,
                                        Usd.of("0.01"),
                                        false,
                                        Optional.empty(),
                                        BigDecimal.ZERO,
                                        tools.clock().instant())));
    }

    private void completeUnderNewEpoch(StageSession session, StageOutcome outcome) {
        Task task = session.claim().task();
        Instant until = tools.clock().instant().plus(PATIENCE);
        while (tools.witness().epoch(task.id()).orElse(0L) < task.epoch() + 2) {
            if (tools.clock().instant().isAfter(until)) {
                return;
            }
            task.workerId()
                    .ifPresent(worker -> tools.database()
                            .useTransaction(transaction -> tools.stores()
                                    .queue()
                                    .expire(transaction, worker, tools.clock().instant())));
            Pause.of(Duration.ofMillis(50));
        }
        ClaimedTask claim = session.claim();
        ClaimedTask forged = new ClaimedTask(
                withEpoch(task, tools.witness().epoch(task.id()).orElseThrow()),
                claim.issue(),
                claim.repository(),
                claim.snapshot(),
                claim.runId(),
                claim.reserved());
        tools.completion().complete(this, new StageSession(forged, session.stop()), outcome, "sabotaged");
    }

    private static Task withEpoch(Task task, long epoch) {
        return new Task(
                task.id(),
                task.tenantId(),
                task.repositoryId(),
                task.issueId(),
                task.executor(),
                task.state(),
                task.priority(),
                task.attempt(),
                epoch,
                task.runAfter(),
                task.workerId(),
                task.leaseUntil(),
                task.createdAt());
    }
}
