package io.colony.engine.intake;

import io.colony.engine.ColonyException;
import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.intake.IntakePace.Hold;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.Dependencies.Dependency;
import io.colony.engine.issue.Dependencies.Kind;
import io.colony.engine.issue.Dependencies.Lost;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.queue.Task;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Admits issues and lets waiting ones go on. No model takes part, nothing is asked of a code host, so each decision is one
 * short transaction. Safe for use by many threads and processes.
 */
public final class Mayor {
    private static final int BATCH = 32;
    private static final String ADMITTED = "admitted";

    /** How long operators and the Sentinel have to help a child before its epic says that it does not come. */
    private static final Duration CHILD_PATIENCE = Duration.ofHours(1);

    private final Database database;
    private final InstantSource clock;
    private final long workerId;
    private final Stores stores;

    /** The stores that admission reads and writes. */
    public record Stores(
            TaskQueue queue,
            IssueStore issues,
            IssueTransitions transitions,
            Dependencies dependencies,
            WaitingIssues waiting,
            WorkflowCatalog workflows,
            IntakePace pace) {}

    public Mayor(Database database, InstantSource clock, long workerId, Stores stores) {
        this.database = database;
        this.clock = clock;
        this.workerId = workerId;
        this.stores = stores;
    }

    /** Looks once at all that wait for admission or for other issues; how many it moved, or told to wait. */
    public int run() {
        return admitDue() + resumeWaiting() + endEpics();
    }

    private int admitDue() {
        return database.inTransaction(transaction -> {
            Instant now = clock.instant();
            List<Task> due = stores.queue().lockDue(transaction, Set.of("admit"), now, BATCH);
            // All are decided before the first takes its place: in this order every Mayor takes the locks of both.
            List<Decided> decided =
                    due.stream().map(task -> decide(transaction, task)).toList();
            List<Decided> come = decided.stream()
                    .sorted(Comparator.comparingLong(one -> one.task().repositoryId()))
                    .filter(one -> mayCome(transaction, one, now))
                    .toList();
            stores.queue().finish(transaction, come.stream().map(Decided::task).toList(), workerId, now);
            come.forEach(one -> move(transaction, one));
            return due.size();
        });
    }

    private record Decided(Task task, Issue issue, Decision decision) {}

    private Decided decide(Transaction transaction, Task task) {
        Issue issue = stores.issues().lock(transaction, task.issueId());
        return new Decided(task, issue, decision(transaction, issue));
    }

    private boolean mayCome(Transaction transaction, Decided decided, Instant now) {
        if (!decided.decision().outcome().equals(ADMITTED)) {
            return true;
        }
        Optional<Hold> hold = hold(transaction, decided.issue(), now);
        hold.ifPresent(until -> stores.queue().postpone(transaction, decided.task(), until.until(), until.why()));
        return hold.isEmpty();
    }

    /** Parts of an epic come within its ceiling, and their author is our own account: no rate is theirs. */
    private Optional<Hold> hold(Transaction transaction, Issue issue, Instant now) {
        boolean part = stores.dependencies().dependents(transaction, issue.id()).stream()
                .anyMatch(waiting -> waiting.kind() == Kind.CHILD);
        return part ? Optional.empty() : stores.pace().take(transaction, issue, now);
    }

    private void move(Transaction transaction, Decided decided) {
        if (apply(transaction, decided, decided.decision()) instanceof TransitionResult.Refused refused) {
            // Its task is closed by now: without a transition nobody would ever look at it again.
            Decision blocked =
                    new Decision(Outcomes.FAILURE, "The workflow refused the Mayor's decision: " + refused.reason());
            TransitionResult result = apply(transaction, decided, blocked);
            if (!(result instanceof TransitionResult.Applied)) {
                throw new ColonyException("Issue " + decided.issue().key() + " could not be failure-blocked: " + result
                        + ". Nothing was changed; the next look tries again. Does its workflow route the outcome '"
                        + Outcomes.FAILURE + "'?");
            }
        }
    }

    private TransitionResult apply(Transaction transaction, Decided decided, Decision decision) {
        return stores.transitions()
                .apply(
                        transaction,
                        new TransitionRequest(
                                decided.issue(),
                                decision.outcome(),
                                Optional.empty(),
                                Actor.mayor(),
                                decision.reason(),
                                Optional.of(decided.task().id()),
                                Optional.empty()));
    }

    private record Decision(String outcome, String reason) {}

    private Decision decision(Transaction transaction, Issue issue) {
        List<String> problems = stores.waiting()
                .text(transaction, issue)
                .map(text ->
                        new BodyDependencies(stores.issues(), stores.dependencies()).record(transaction, issue, text))
                .orElse(List.of());
        String said = problems.isEmpty() ? "" : " " + String.join(" ", problems);
        List<Dependency> unmet = stores.dependencies().unmet(transaction, issue.id());
        if (!unmet.isEmpty()) {
            return new Decision(Outcomes.DEPENDENT, "Waits for " + names(unmet) + "." + said);
        }
        return stores.waiting()
                .sameText(transaction, issue)
                .map(twin ->
                        new Decision("duplicate", "Has the same text as " + twin + ", which is not done yet." + said))
                .orElse(new Decision(ADMITTED, "No dependency is open, and no other issue says the same." + said));
    }

    private int resumeWaiting() {
        return database.inTransaction(transaction -> {
            Set<IssueState> waiting = routing(transaction, Outcomes.DEPENDENCIES_DONE);
            List<Issue> settled = stores.waiting().lockSettled(transaction, waiting, BATCH);
            return (int)
                    settled.stream().filter(issue -> resume(transaction, issue)).count();
        });
    }

    private boolean resume(Transaction transaction, Issue issue) {
        List<Dependency> unmet = stores.dependencies().unmet(transaction, issue.id());
        Optional<Dependency> cancelled = unmet.stream()
                .filter(other -> other.state().equals(IssueState.CANCELLED))
                .findFirst();
        if (cancelled.isPresent()) {
            return move(
                    transaction,
                    issue,
                    Outcomes.DEPENDENCY_CANCELLED,
                    "It depends on " + cancelled.get().issue() + ", which was cancelled.");
        }
        return unmet.isEmpty()
                && move(
                        transaction,
                        issue,
                        Outcomes.DEPENDENCIES_DONE,
                        "Everything that it depends on is done or waived.");
    }

    /** Epics whose children are all there, or one of whose children will not come. */
    private int endEpics() {
        return database.inTransaction(transaction -> {
            Set<IssueState> waiting = routing(transaction, Outcomes.CHILDREN_DONE);
            Lost lost = lost(transaction, stores.workflows(), clock.instant());
            List<Issue> settled = stores.waiting().lockSettledEpics(transaction, waiting, lost, BATCH);
            return (int) settled.stream()
                    .filter(epic -> end(transaction, epic, stores.dependencies().lost(transaction, epic.id(), lost)))
                    .count();
        });
    }

    private boolean end(Transaction transaction, Issue epic, List<IssueKey> lost) {
        return lost.isEmpty()
                ? move(transaction, epic, Outcomes.CHILDREN_DONE, "All its parts are done or waived.")
                : move(
                        transaction,
                        epic,
                        Outcomes.CHILD_FAILED,
                        "Its part " + lost.getFirst() + " was cancelled or needs an operator. Help that part, or go on"
                                + " without it; then /colony:retry.");
    }

    /** When an issue that others wait for counts as one that will not come. */
    public static Lost lost(Transaction transaction, WorkflowCatalog workflows, Instant now) {
        Set<IssueState> stuck = workflows.states(
                transaction,
                state -> state.recovery()
                        .filter(Workflow.Recovery.MANUAL::equals)
                        .isPresent());
        return new Lost(stuck, now.minus(CHILD_PATIENCE));
    }

    private Set<IssueState> routing(Transaction transaction, String event) {
        return stores.workflows().states(transaction, state -> state.on().containsKey(event));
    }

    private boolean move(Transaction transaction, Issue issue, String event, String reason) {
        return stores.transitions().apply(transaction, TransitionRequest.event(issue, event, Actor.mayor(), reason))
                instanceof TransitionResult.Applied;
    }

    private static String names(List<Dependency> unmet) {
        return String.join(
                ", ", unmet.stream().map(other -> other.issue().toString()).toList());
    }
}
