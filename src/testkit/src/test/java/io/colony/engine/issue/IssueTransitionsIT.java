package io.colony.engine.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.issue.TransitionResult.Applied;
import io.colony.engine.issue.TransitionResult.Refused;
import io.colony.engine.issue.TransitionResult.Stale;
import io.colony.engine.queue.Task;
import io.colony.engine.queue.TaskState;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow.Route;
import io.colony.engine.workflow.Workflows;
import io.colony.testkit.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssueTransitionsIT {
    private static final Actor ANN = Actor.operator("ann");

    @SuppressWarnings("NullAway.Init")
    private static StoreFixture store;

    @BeforeAll
    static void open() {
        store = new StoreFixture();
    }

    @AfterEach
    void forgetListeners() {
        store.listeners.clear();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    static Stream<Arguments> routes() {
        return Workflows.colonyDefault().states().values().stream()
                .flatMap(state -> state.on().entrySet().stream()
                        .filter(entry -> entry.getValue() instanceof Route.To)
                        .map(entry ->
                                Arguments.of(state.slug(), entry.getKey(), ((Route.To) entry.getValue()).state())));
    }

    @ParameterizedTest(name = "{0} --{1}--> {2}")
    @MethodSource("routes")
    void appliesEveryRouteWithAllItsRows(IssueState from, String outcome, IssueState to) {
        Issue before = issueIn(from);
        Optional<Task> old = openTask(before);
        if (outcome.equals(Outcomes.CLAIMED)) {
            claim(before);
        }

        Applied applied = applied(event(before, outcome));

        assertThat(applied.from()).isEqualTo(from);
        assertThat(applied.issue().state()).isEqualTo(to);
        assertThat(applied.issue().version()).isEqualTo(before.version() + 1);
        assertThat(store.issue(before.id())).isEqualTo(applied.issue());
        assertThat(lastTransition(before.id())).isEqualTo(from + ">" + to + " " + outcome + " operator:ann because");
        assertThat(lastAudit()).isEqualTo("operator:ann transition " + before.key() + " " + outcome);
        Optional<Task> task = openTask(before);
        assertThat(task.map(Task::executor)).isEqualTo(store.workflow.state(to).executor());
        if (outcome.equals(Outcomes.CLAIMED)) {
            assertThat(task.map(Task::id)).isEqualTo(old.map(Task::id));
            assertThat(task.map(Task::state)).contains(TaskState.CLAIMED);
        } else {
            old.ifPresent(closed -> assertThat(taskRow(closed.id())).isEqualTo("cancelled " + (closed.epoch() + 1)));
            task.ifPresent(open -> assertThat(open.state()).isEqualTo(TaskState.QUEUED));
        }
    }

    @Test
    void registersAnIssueAsItsFirstVersion() {
        Issue issue = store.newIssue();

        assertThat(issue.state()).isEqualTo(IssueState.UNLABELED);
        assertThat(issue.version()).isEqualTo(1);
        assertThat(lastTransition(issue.id())).isEqualTo("null>unlabeled registered mayor:intake registered by ann");
        assertThat(openTask(issue)).isEmpty();
    }

    @Test
    void aStaleVersionChangesNothing() {
        Issue old = issueIn(IssueState.ANALYZING);
        Issue current = applied(event(old, "planned")).issue();
        long audits = audits();

        assertThat(apply(event(old, "planned"))).isEqualTo(new Stale(current.version(), IssueState.READY_FOR_DEV));
        assertThat(apply(event(old, "no-such-outcome")))
                .isEqualTo(new Stale(current.version(), IssueState.READY_FOR_DEV));
        assertThat(store.issue(old.id())).isEqualTo(current);
        assertThat(audits()).isEqualTo(audits);
    }

    @Test
    void refusesLogsAndCountsWhatTheWorkflowDoesNotSay() {
        Issue issue = issueIn(IssueState.ANALYZING);
        long refused = store.refused.count();

        assertThat(apply(event(issue, "merged")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        result -> assertThat(result.reason())
                                .contains("no route 'merged' out of state 'analyzing'")
                                .contains("planned"));

        assertThat(store.refused.count()).isEqualTo(refused + 1);
        assertThat(lastAudit()).isEqualTo("operator:ann transition-refused " + issue.key() + " merged");
        assertThat(store.issue(issue.id())).isEqualTo(issue);
    }

    @Test
    void aWorkersOutcomeIsNeverAnOperatorsAction() {
        Issue issue = issueIn(IssueState.HUMAN_REVIEW_READY);
        TransitionRequest byWorker =
                TransitionRequest.event(issue, "approve", Actor.worker("worker-1"), "the model says so");

        assertThat(apply(byWorker)).isInstanceOf(Refused.class);
        assertThat(applied(event(issue, "approve")).issue().state()).isEqualTo(IssueState.MERGE_PENDING);
    }

    @Test
    void movesByNameOnlyWhereTheWorkflowAllowsIt() {
        Issue issue = issueIn(IssueState.NEEDS_CLARIFICATION);

        assertThat(apply(TransitionRequest.move(issue, IssueState.DONE, "state", ANN, "because")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        result -> assertThat(result.reason())
                                .contains("'needs-clarification' to 'done'")
                                .contains("Allowed by name: analyzing"));
        assertThat(apply(TransitionRequest.move(
                        issue, IssueState.ANALYZING, "state", Actor.worker("worker-1"), "because")))
                .isInstanceOf(Refused.class);
        Issue failed = applied(TransitionRequest.move(
                        issue, IssueState.FAILURE_BLOCKED, "ceiling", Actor.sentinel("ledger"), "because"))
                .issue();
        assertThat(failed.state()).isEqualTo(IssueState.FAILURE_BLOCKED);
        Issue moved = issueIn(IssueState.NEEDS_CLARIFICATION);
        assertThat(applied(TransitionRequest.move(moved, IssueState.ANALYZING, "state", ANN, "because"))
                        .issue()
                        .state())
                .isEqualTo(IssueState.ANALYZING);
    }

    @Test
    void whatAListenerThrowsUndoesEverything() {
        Issue issue = issueIn(IssueState.ANALYZING);
        Optional<Task> task = openTask(issue);
        long audits = audits();
        store.listeners.add((transaction, moved, from, request) -> {
            assertThat(moved.state()).isEqualTo(IssueState.READY_FOR_DEV);
            throw new IllegalStateException("no room in the outbox");
        });

        assertThatThrownBy(() -> apply(event(issue, "planned"))).hasMessage("no room in the outbox");

        assertThat(store.issue(issue.id())).isEqualTo(issue);
        assertThat(openTask(issue)).isEqualTo(task);
        assertThat(audits()).isEqualTo(audits);
        assertThat(transitions(issue.id())).isEqualTo(issue.version());
    }

    @Test
    void aClaimWithoutAClaimedTaskChangesNothing() {
        Issue issue = issueIn(IssueState.READY_FOR_DEV);

        assertThatThrownBy(() -> apply(event(issue, Outcomes.CLAIMED))).hasMessageContaining("it has no claimed task");

        assertThat(store.issue(issue.id())).isEqualTo(issue);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ready-for-dev", "changes-requested"})
    void inDevelopmentResumesWhereItWasClaimed(String origin) {
        Issue ready = origin.equals("ready-for-dev")
                ? issueIn(IssueState.READY_FOR_DEV)
                : issueIn(IssueState.CHANGES_REQUESTED);
        claim(ready);
        Issue working = applied(event(ready, Outcomes.CLAIMED)).issue();

        Issue paused = applied(event(working, "pause")).issue();
        assertThat(paused.resumeState()).contains(new IssueState(origin));
        assertThat(applied(event(paused, "resume")).issue().state()).isEqualTo(new IssueState(origin));
    }

    @Test
    void neverResumesInABlockedOrPausedState() {
        Issue review = issueIn(IssueState.IN_REVIEW);
        Issue failed = applied(event(review, "failure")).issue();
        Issue paused = applied(event(failed, "pause")).issue();
        Issue failedAgain = applied(event(paused, "failure")).issue();

        assertThat(failedAgain.resumeState()).contains(IssueState.IN_REVIEW);
        assertThat(applied(event(failedAgain, "retry")).issue().state()).isEqualTo(IssueState.IN_REVIEW);
    }

    @Test
    void dependenciesDoneLeadBackToWhereItWaited() {
        Issue blocked =
                applied(event(issueIn(IssueState.READY_FOR_DEV), "dependent")).issue();

        assertThat(applied(event(blocked, Outcomes.DEPENDENCIES_DONE)).issue().state())
                .isEqualTo(IssueState.READY_FOR_DEV);
    }

    @Test
    void aRetryGoesToTheStageThatSentIt() {
        Issue fromReview =
                applied(event(issueIn(IssueState.IN_REVIEW), "unparseable")).issue();
        assertThat(applied(event(fromReview, "retry")).issue().state()).isEqualTo(IssueState.IN_REVIEW);

        Issue paused = applied(event(
                        applied(event(issueIn(IssueState.MERGE_PENDING), "protected"))
                                .issue(),
                        "pause"))
                .issue();
        Issue resumed = applied(event(paused, "resume")).issue();
        assertThat(resumed.state()).isEqualTo(IssueState.HUMAN_REVIEW_READY);
        assertThat(applied(event(resumed, "retry")).issue().state()).isEqualTo(IssueState.MERGE_PENDING);

        Issue nothingToDo = applied(event(issueIn(IssueState.IN_DEVELOPMENT), "nothing-to-do"))
                .issue();
        assertThat(applied(event(nothingToDo, "retry")).issue().state()).isEqualTo(IssueState.READY_FOR_DEV);

        Issue duplicate = applied(event(issueIn(IssueState.NEW), "duplicate")).issue();
        assertThat(applied(event(duplicate, "retry")).issue().state()).isEqualTo(IssueState.ANALYZING);
    }

    @Test
    void stayingMakesTheTaskAnewAndKeepsTheTimeOfEntering() {
        Issue merging = issueIn(IssueState.MERGE_PENDING);
        Task old = openTask(merging).orElseThrow();
        store.clock.advance(Duration.ofMinutes(1));

        Applied stayed = applied(event(merging, "base-moved"));

        assertThat(stayed.issue().state()).isEqualTo(IssueState.MERGE_PENDING);
        assertThat(stayed.issue().enteredAt()).isEqualTo(merging.enteredAt());
        assertThat(openTask(merging))
                .get()
                .satisfies(task -> assertThat(task.id()).isNotEqualTo(old.id()));
    }

    @Test
    void countsClarificationsAndReworkRounds() {
        Issue asked = applied(event(issueIn(IssueState.ANALYZING), "unclear")).issue();
        assertThat(asked.clarifications()).isZero();
        assertThat(applied(event(asked, Outcomes.CLARIFIED)).issue().clarifications())
                .isEqualTo(1);

        assertThat(applied(event(issueIn(IssueState.IN_REVIEW), "changes"))
                        .issue()
                        .reworkRounds())
                .isEqualTo(1);
        assertThat(applied(event(issueIn(IssueState.IN_REVIEW), "partial"))
                        .issue()
                        .reworkRounds())
                .isEqualTo(1);
        assertThat(applied(event(issueIn(IssueState.MERGE_PENDING), "checks-failed"))
                        .issue()
                        .reworkRounds())
                .isEqualTo(1);
        assertThat(applied(event(issueIn(IssueState.IN_DEVELOPMENT), "rejected"))
                        .issue()
                        .reworkRounds())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reimplement", "reopened"})
    void aNewGenerationForgetsBranchPullRequestAndCounters(String outcome) {
        Issue issue =
                applied(event(issueIn(IssueState.IN_REVIEW), "unparseable")).issue();
        String sha = "a".repeat(40);
        store.database.useTransaction(transaction -> {
            store.issues.recordHead(transaction, issue.id(), "colony/1-x", sha, sha);
            store.issues.recordPullRequest(transaction, issue.id(), 7);
            store.issues.recordMerge(transaction, issue.id(), sha);
        });
        Issue recorded = store.issue(issue.id());
        assertThat(recorded.branch()).contains("colony/1-x");
        assertThat(recorded.pullRequest()).contains(7L);
        assertThat(recorded.headSha()).contains(sha);
        assertThat(recorded.mergeSha()).contains(sha);
        Issue before = outcome.equals("reopened")
                ? applied(event(recorded, "merged-by-person")).issue()
                : recorded;

        Issue anew = applied(event(before, outcome)).issue();

        assertThat(anew.generation()).isEqualTo(2);
        assertThat(anew.branch()).isEmpty();
        assertThat(anew.pullRequest()).isEmpty();
        assertThat(anew.headSha()).isEmpty();
        assertThat(anew.mergeSha()).isEmpty();
        assertThat(anew.reworkRounds()).isZero();
    }

    @Test
    void reimplementsOnlyWhatWasAnalyzedBefore() {
        Issue paused = applied(event(issueIn(IssueState.ANALYZING), "pause")).issue();

        assertThat(apply(event(paused, "reimplement")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        result ->
                                assertThat(result.reason()).contains("only once an issue has been in 'ready-for-dev'"));
    }

    @Test
    void refusesToRewriteTheHistory() {
        Issue issue = issueIn(IssueState.ANALYZING);

        for (String sql : List.of(
                "update state_transitions set reason = 'x' where issue_id = " + issue.id(),
                "delete from state_transitions where issue_id = " + issue.id(),
                "truncate state_transitions")) {
            assertThatThrownBy(() -> store.execute(sql)).as(sql).hasMessageContaining("append-only");
        }
    }

    @Test
    void keepsReasonsThatPostgresCannotHold() {
        Issue issue = issueIn(IssueState.ANALYZING);

        applied(TransitionRequest.event(issue, "planned", ANN, "odd\0text"));

        assertThat(lastTransition(issue.id())).endsWith("odd\ufffdtext");
    }

    /** Brings a new issue to a state by the workflow's own routes. */
    private static Issue issueIn(IssueState state) {
        Issue issue = store.newIssue();
        for (String outcome : way(state)) {
            if (outcome.equals(Outcomes.CLAIMED)) {
                claim(issue);
            }
            issue = applied(event(issue, outcome)).issue();
        }
        assertThat(issue.state()).isEqualTo(state);
        return issue;
    }

    private static List<String> way(IssueState state) {
        return switch (state.slug()) {
            case "unlabeled" -> List.of();
            case "new" -> List.of("triggered");
            case "analyzing" -> List.of("triggered", "admitted");
            case "planning" -> List.of("triggered", "admitted", "epic");
            case "needs-clarification" -> List.of("triggered", "admitted", "unclear");
            case "ready-for-dev" -> List.of("triggered", "admitted", "planned");
            case "dependency-blocked" -> List.of("triggered", "dependent");
            case "failure-blocked" -> List.of("triggered", "failure");
            case "in-development" -> List.of("triggered", "admitted", "planned", "claimed");
            case "changes-requested" -> List.of("triggered", "admitted", "planned", "claimed", "rejected");
            case "in-review" -> List.of("triggered", "admitted", "planned", "claimed", "submitted");
            case "merge-pending" -> List.of("triggered", "admitted", "planned", "claimed", "submitted", "approve");
            case "human-review-ready" -> List.of("triggered", "duplicate");
            case "waiting-for-subtasks" -> List.of("triggered", "admitted", "epic", "decomposed");
            case "done" -> List.of("merged-by-person");
            case "cancelled" -> List.of("issue-closed");
            case "paused" -> List.of("triggered", "pause");
            default -> throw new IllegalArgumentException("no way to " + state);
        };
    }

    private static void claim(Issue issue) {
        store.database.useTransaction(transaction -> {
            Task task = store.queue.lockDue(transaction, Set.of("develop"), store.clock.instant(), 1_000).stream()
                    .filter(due -> due.issueId() == issue.id())
                    .findFirst()
                    .orElseThrow();
            store.queue.claim(transaction, task, store.workerId, store.clock.instant(), Duration.ofSeconds(30));
        });
    }

    private static TransitionRequest event(Issue issue, String outcome) {
        return TransitionRequest.event(issue, outcome, ANN, "because");
    }

    private static TransitionResult apply(TransitionRequest request) {
        return store.database.<TransitionResult>inTransaction(
                transaction -> store.transitions.apply(transaction, request));
    }

    private static Applied applied(TransitionRequest request) {
        TransitionResult result = apply(request);
        assertThat(result).isInstanceOf(Applied.class);
        return (Applied) result;
    }

    private static Optional<Task> openTask(Issue issue) {
        return store.database.<Optional<Task>>inTransaction(transaction -> store.queue.open(transaction, issue.id()));
    }

    private static String taskRow(long taskId) {
        return store.query(String.class, "select state || ' ' || epoch from tasks where id = ?", taskId);
    }

    private static String lastTransition(long issueId) {
        return store.query(String.class, """
                select coalesce(from_state, 'null') || '>' || to_state || ' ' || outcome || ' ' || actor_kind || ':'
                  || actor_name || ' ' || reason
                from state_transitions where issue_id = ? order by version desc limit 1
                """, issueId);
    }

    private static long transitions(long issueId) {
        return store.query(Long.class, "select count(*) from state_transitions where issue_id = ?", issueId);
    }

    private static String lastAudit() {
        return store.query(String.class, """
                select actor || ' ' || action || ' ' || subject || ' ' || (detail ->> 'outcome')
                from audit_log order by id desc limit 1
                """);
    }

    private static long audits() {
        return store.query(Long.class, "select count(*) from audit_log");
    }
}
