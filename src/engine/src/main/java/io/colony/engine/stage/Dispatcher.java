package io.colony.engine.stage;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Repositories;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.Dependencies.Dependency;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueEdits;
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
import io.colony.engine.queue.Offer;
import io.colony.engine.queue.QueueException;
import io.colony.engine.queue.Task;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.recovery.StartDecision;
import io.colony.engine.recovery.StartGate;
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
    /** The net only: whoever ends the merge in front wakes the next one. */
    private static final Duration RECHECK_TURN = Duration.ofSeconds(30);

    private static final Duration RECHECK_AGENT = Duration.ofSeconds(30);

    private final Database database;
    private final InstantSource clock;
    private final Duration lease;
    private final Map<String, StageExecutor> executors;
    private final Offer offer;
    private final Stores stores;
    private final StartGate gate;
    private final IssueEdits edits = IssueEdits.postgres();
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
            JudgementStore judgements,
            Ledger ledger,
            Outbox outbox) {}

    public Dispatcher(
            Database database,
            InstantSource clock,
            Duration lease,
            Map<String, StageExecutor> executors,
            Stores stores,
            StartGate gate) {
        this(database, clock, lease, executors, Offer.of(executors.keySet()), stores, gate);
    }

    /** @param offer what workers of this process can do: with which agents, and how much of one repository at once */
    public Dispatcher(
            Database database,
            InstantSource clock,
            Duration lease,
            Map<String, StageExecutor> executors,
            Offer offer,
            Stores stores,
            StartGate gate) {
        this.gate = gate;
        this.database = database;
        this.clock = clock;
        this.lease = lease;
        this.executors = Map.copyOf(executors);
        this.offer = offer;
        this.stores = stores;
    }

    /**
     * The next task for a worker; empty when none is due that may start. One task a transaction: what may not start is put
     * aside in its own, so that nothing is held that another worker could begin, and since the ledger's locks are held for
     * one account a transaction.
     */
    public Optional<ClaimedTask> claim(long workerId, String workerName) {
        Look look = Look.PUT_ASIDE;
        while (look.again()) {
            look = database.inTransaction(transaction -> look(transaction, workerId, workerName));
        }
        return look.claimed();
    }

    /**
     * Claims one task that has its place already, whatever stands before it in the queue; empty when it is not due any
     * more, somebody else holds it, or it may not start now: it is put aside then, and the queue says what it waits for.
     */
    Optional<ClaimedTask> claim(long taskId, long workerId, String workerName) {
        return database.inTransaction(transaction -> {
            Claimant claimant = new Claimant(workerId, workerName, clock.instant());
            return stores.queue()
                    .lockDue(transaction, taskId, offer, claimant.now())
                    .flatMap(task -> tryClaim(transaction, task, claimant));
        });
    }

    /** What is due now and may be offered, in the queue's order. Nothing is claimed by looking. */
    List<Task> due(int most) {
        return database.inTransaction(transaction -> stores.queue().lockDue(transaction, offer, clock.instant(), most));
    }

    /**
     * A claim that another process of the same host made and whose lease still runs, as it is now; its lease is extended.
     * Empty where its task was taken away.
     */
    Optional<ClaimedTask> takeUp(long taskId, long epoch) {
        boolean ours =
                stores.queue().heartbeat(taskId, epoch, clock.instant().plus(lease)) == TaskQueue.Heartbeat.EXTENDED;
        return ours
                ? database.inTransaction(transaction -> stores.queue()
                        .lockClaimed(transaction, taskId, epoch)
                        .flatMap(task -> underWay(transaction, task)))
                : Optional.empty();
    }

    private Optional<ClaimedTask> underWay(Transaction transaction, Task task) {
        ClaimLook look = ClaimLook.ask(transaction, stores, gate, task);
        Issue issue = stores.issues().lock(transaction, task.issueId());
        return stores.runs()
                .underWay(transaction, task.id(), task.epoch())
                .map(runId -> new ClaimedTask(
                        task,
                        issue,
                        look.repository(),
                        look.snapshot(),
                        runId,
                        stores.ledger().openReservation(transaction, runId).orElse(Usd.ZERO)));
    }

    /** What a look at the first task came to. */
    private record Look(boolean again, Optional<ClaimedTask> claimed) {
        static final Look NOTHING_DUE = new Look(false, Optional.empty());
        static final Look PUT_ASIDE = new Look(true, Optional.empty());
    }

    private Look look(Transaction transaction, long workerId, String workerName) {
        Claimant claimant = new Claimant(workerId, workerName, clock.instant());
        return stores.queue().lockDue(transaction, offer, claimant.now(), 1).stream()
                .findFirst()
                .map(task -> tryClaim(transaction, task, claimant)
                        .map(claimed -> new Look(false, Optional.of(claimed)))
                        .orElse(Look.PUT_ASIDE))
                .orElse(Look.NOTHING_DUE);
    }

    /**
     * Has a claimed task wait, once it is released, for a worker with an agent that this process does not have.
     *
     * @return how long it is to be left alone: whoever does not say which agents they have would only take it again
     */
    Duration demandAgent(ClaimedTask claim, String agent) {
        database.useTransaction(
                transaction -> stores.queue().demandAgent(transaction, claim.task(), agent, clock.instant()));
        return offer.agents().isPresent() ? Duration.ZERO : RECHECK_AGENT;
    }

    /** By the clock that claims go by. */
    Instant now() {
        return clock.instant();
    }

    private record Claimant(long workerId, String workerName, Instant now) {}

    private Optional<ClaimedTask> tryClaim(Transaction transaction, Task task, Claimant claimant) {
        ClaimLook look = ClaimLook.ask(transaction, stores, gate, task);
        Issue issue = stores.issues().lock(transaction, task.issueId());
        if (task.executor().equals("merge") && !mergeTurns.tryTake(transaction, task, issue.baseBranch())) {
            stores.queue()
                    .postpone(
                            transaction,
                            task,
                            claimant.now().plus(RECHECK_TURN),
                            "its turn: another change is being merged into " + issue.baseBranch());
            return Optional.empty();
        }
        if (task.executor().equals("merge")
                && edits.pending(transaction, issue.id()).isPresent()) {
            stores.queue()
                    .postpone(
                            transaction,
                            task,
                            claimant.now().plus(MergeGrounds.RECHECK_EDIT),
                            MergeGrounds.EDIT_PENDING);
            return Optional.empty();
        }
        if (task.executor().equals("develop") && blockedByDependency(transaction, issue)) {
            return Optional.empty();
        }
        StageExecutor executor = executor(task);
        Account account = new Account(task.tenantId(), task.repositoryId(), task.issueId());
        if (!executor.costsMoney()) {
            return start(transaction, task, issue, look, claimant, Usd.ZERO);
        }
        return switch (stores.ledger().admit(transaction, account, claimant.now())) {
            case Admission.Granted granted -> start(transaction, task, issue, look, claimant, granted.runCeiling());
            case Admission.Exceeded exceeded -> {
                Usd needed = stores.ledger()
                        .ceilings(transaction, account, claimant.now())
                        .run();
                BudgetRefusal refusal = new BudgetRefusal(task, issue, account, needed, exceeded);
                refusal.carryOut(transaction, stores, claimant.now());
                yield Optional.empty();
            }
        };
    }

    /** Whether a breaker holds it. Asked last: what is let through as a probe is claimed. */
    private boolean held(Transaction transaction, Task task, Issue issue, ClaimLook look, Claimant claimant) {
        boolean asksModel = executor(task).costsMoney();
        return switch (gate.mayStart(transaction, task, issue.key(), asksModel, look.gate(), claimant.now())) {
            case StartDecision.May may -> false;
            case StartDecision.Probe probe -> false;
            case StartDecision.Wait wait -> {
                stores.queue().postpone(transaction, task, wait.until(), wait.reason());
                yield true;
            }
        };
    }

    private StageExecutor executor(Task task) {
        StageExecutor executor = executors.get(task.executor());
        if (executor == null) {
            throw new IllegalStateException("Task " + task.id() + " names the executor '" + task.executor()
                    + "', which this process does not have. Nothing was claimed; please report this.");
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

    private Optional<ClaimedTask> start(
            Transaction transaction, Task task, Issue issue, ClaimLook look, Claimant claimant, Usd reserved) {
        if (held(transaction, task, issue, look, claimant)) {
            return Optional.empty();
        }
        Answer<Task> claim = stores.queue().askClaim(transaction, task, claimant.workerId(), claimant.now(), lease);
        long runId = stores.runs()
                .start(
                        transaction,
                        new RunStore.NewRun(
                                issue.id(),
                                task.id(),
                                task.executor(),
                                task.attempt(),
                                task.epoch() + 1,
                                claimant.workerId(),
                                claimant.now()));
        Task claimed = claim.first()
                .orElseThrow(() -> new QueueException(
                        "Task " + task.id() + " was locked and is not queued any more; nothing was claimed."));
        if (!reserved.equals(Usd.ZERO)) {
            Account account = new Account(task.tenantId(), task.repositoryId(), task.issueId());
            stores.ledger().reserve(transaction, account, runId, reserved, claimant.now());
        }
        Issue moved = moveOnClaim(transaction, claimed, issue, claimant, runId);
        return Optional.of(new ClaimedTask(claimed, moved, look.repository(), look.snapshot(), runId, reserved));
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
