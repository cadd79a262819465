package io.colony.engine.stage;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Repositories;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.Dependencies.Dependency;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Ledger.Admission;
import io.colony.engine.ledger.Usd;
import io.colony.engine.projection.Outbox;
import io.colony.engine.queue.Task;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.workflow.Outcomes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands out work. One transaction locks a due task, reserves its money, raises its epoch, opens its run and moves the
 * issue where claiming does that; a task that may not start is put back with what it waits for. Safe for many threads
 * and processes.
 */
public final class Dispatcher {
    /** Looked at before giving up for this round: what may not start must not hide what may. */
    private static final int LOOK_AHEAD = 16;

    private static final Duration RECHECK_TURN = Duration.ofMillis(500);

    private final Database database;
    private final InstantSource clock;
    private final Duration lease;
    private final Map<String, StageExecutor> executors;
    private final Stores stores;
    private final MergeTurns mergeTurns = MergeTurns.postgres();

    /** The stores that a claim writes to. */
    public record Stores(
            TaskQueue queue,
            WorkflowCatalog workflows,
            IssueStore issues,
            IssueTransitions transitions,
            Dependencies dependencies,
            Repositories repositories,
            RunStore runs,
            Ledger ledger,
            Outbox outbox) {}

    public Dispatcher(
            Database database,
            InstantSource clock,
            Duration lease,
            Map<String, StageExecutor> executors,
            Stores stores) {
        this.database = database;
        this.clock = clock;
        this.lease = lease;
        this.executors = Map.copyOf(executors);
        this.stores = stores;
    }

    /** The next task for a worker; empty when none is due that may start. */
    public Optional<ClaimedTask> claim(long workerId, String workerName) {
        Round round = new Round.NoMoney();
        while (round instanceof Round.NoMoney) {
            round = database.inTransaction(
                    transaction -> look(transaction, new Claimant(workerId, workerName, clock.instant())));
        }
        return round instanceof Round.Claimed claimed ? Optional.of(claimed.task()) : Optional.empty();
    }

    /** What a look at the queue came to. */
    private sealed interface Round {
        record Claimed(ClaimedTask task) implements Round {}

        /** Nothing that is due may start. */
        record Nothing() implements Round {}

        /**
         * A task may not start for want of money. The ledger's locks are held for one account per transaction, so that
         * claims cannot deadlock and nothing is freed between the refusal and the note of it: the next look is another
         * transaction.
         */
        record NoMoney() implements Round {}
    }

    private Round look(Transaction transaction, Claimant claimant) {
        for (Task task : stores.queue().lockDue(transaction, executors.keySet(), claimant.now(), LOOK_AHEAD)) {
            Round round = tryClaim(transaction, task, claimant);
            if (!(round instanceof Round.Nothing)) {
                return round;
            }
        }
        return new Round.Nothing();
    }

    private record Claimant(long workerId, String workerName, Instant now) {}

    private Round tryClaim(Transaction transaction, Task task, Claimant claimant) {
        Issue issue = stores.issues().lock(transaction, task.issueId());
        if (task.executor().equals("merge") && !mergeTurns.tryTake(transaction, task, issue.baseBranch())) {
            stores.queue()
                    .postpone(
                            transaction,
                            task,
                            claimant.now().plus(RECHECK_TURN),
                            "its turn: another change is being merged into " + issue.baseBranch());
            return new Round.Nothing();
        }
        if (task.executor().equals("develop") && blockedByDependency(transaction, issue)) {
            return new Round.Nothing();
        }
        StageExecutor executor = executor(task);
        Account account = new Account(task.tenantId(), task.repositoryId(), task.issueId());
        if (!executor.costsMoney()) {
            return new Round.Claimed(start(transaction, task, issue, claimant, Usd.ZERO));
        }
        Usd ceiling =
                stores.ledger().ceilings(transaction, account, claimant.now()).run();
        return switch (stores.ledger().admit(transaction, account, ceiling, claimant.now())) {
            case Admission.Granted granted ->
                new Round.Claimed(start(transaction, task, issue, claimant, granted.runCeiling()));
            case Admission.Exceeded exceeded -> {
                BudgetRefusal refusal = new BudgetRefusal(task, issue, account, ceiling, exceeded);
                refusal.carryOut(transaction, stores, claimant.now());
                yield new Round.NoMoney();
            }
        };
    }

    private StageExecutor executor(Task task) {
        StageExecutor executor = executors.get(task.executor());
        if (executor == null) {
            throw new IllegalStateException("task " + task.id() + " names executor " + task.executor());
        }
        return executor;
    }

    private boolean blockedByDependency(Transaction transaction, Issue issue) {
        List<Dependency> unmet = leads(transaction, issue, Outcomes.DEPENDENT)
                ? stores.dependencies().unmet(transaction, issue.id())
                : List.of();
        if (unmet.isEmpty()) {
            return false;
        }
        String names = String.join(
                ", ", unmet.stream().map(other -> other.issue().toString()).toList());
        TransitionResult result = stores.transitions()
                .apply(
                        transaction,
                        TransitionRequest.event(issue, Outcomes.DEPENDENT, Actor.mayor(), "Waits for " + names));
        return result instanceof TransitionResult.Applied;
    }

    private ClaimedTask start(Transaction transaction, Task task, Issue issue, Claimant claimant, Usd reserved) {
        Task claimed = stores.queue().claim(transaction, task, claimant.workerId(), claimant.now(), lease);
        long runId = stores.runs()
                .start(
                        transaction,
                        new RunStore.NewRun(
                                issue.id(),
                                claimed.id(),
                                claimed.executor(),
                                claimed.attempt(),
                                claimed.epoch(),
                                claimant.workerId(),
                                claimant.now()));
        Account account = new Account(task.tenantId(), task.repositoryId(), task.issueId());
        if (!reserved.equals(Usd.ZERO)) {
            stores.ledger().reserve(transaction, account, runId, reserved, claimant.now());
        }
        Issue moved = moveOnClaim(transaction, claimed, issue, claimant, runId);
        return new ClaimedTask(
                claimed,
                moved,
                stores.repositories().get(transaction, issue.repositoryId()),
                stores.issues().snapshot(transaction, issue.id()),
                runId,
                reserved);
    }

    private Issue moveOnClaim(Transaction transaction, Task task, Issue issue, Claimant claimant, long runId) {
        TransitionRequest request = TransitionRequest.outcome(
                issue,
                Outcomes.CLAIMED,
                Actor.worker(claimant.workerName()),
                "Claimed by " + claimant.workerName(),
                task.id(),
                runId);
        return leads(transaction, issue, Outcomes.CLAIMED)
                        && stores.transitions().apply(transaction, request) instanceof TransitionResult.Applied applied
                ? applied.issue()
                : issue;
    }

    /** Whether the workflow routes this from where the issue is: a task that was claimed before moves nothing again. */
    private boolean leads(Transaction transaction, Issue issue, String outcome) {
        return stores.workflows()
                .get(transaction, issue.workflowId(), issue.workflowVersion())
                .route(issue.state(), outcome)
                .isPresent();
    }
}
