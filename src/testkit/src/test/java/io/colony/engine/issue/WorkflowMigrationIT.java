package io.colony.engine.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.ColonyException;
import io.colony.engine.issue.StartWorkflows.Version;
import io.colony.engine.issue.WorkflowMigration.Migrated;
import io.colony.engine.issue.WorkflowMigration.Order;
import io.colony.engine.issue.WorkflowMigration.Result;
import io.colony.engine.queue.Task;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.TaskState;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.WorkflowException;
import io.colony.engine.workflow.Workflows;
import io.colony.testkit.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkflowMigrationIT {
    private static final Actor OLGA = Actor.operator("olga");
    /** Reviews are done by merging, which is called landing; nobody is asked to clarify. */
    private static final Version OURS = new Version("ours", 2);

    @SuppressWarnings("NullAway.Init")
    private static StoreFixture store;

    @SuppressWarnings("NullAway.Init")
    private static WorkflowMigration migration;

    private static final List<String> TOLD = new ArrayList<>();

    @BeforeAll
    static void open() {
        store = new StoreFixture();
        String ours = Workflows.colonyDefaultYaml()
                .replace("id: colony-default", "id: ours")
                .replace("merge-pending", "landing")
                .replace("executor: builtin:admit", "executor: builtin:analyze")
                .replace("      admitted: analyzing\n", """
                              planned: analyzing
                              epic: planning
                              unclear: needs-clarification
                              clarified-too-often: human-review-ready
                        """);
        store.database.useTransaction(transaction -> store.workflows.store(transaction, ours, "ours.yaml"));
        migration = WorkflowMigration.postgres(
                store.database,
                store.workflows,
                store.queue,
                store.audit,
                store.clock,
                List.of((transaction, issue, from, request) ->
                        TOLD.add(issue.key() + " " + from + ">" + issue.state() + " " + request.outcome())));
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static Issue in(String state, Optional<String> resume) {
        Issue issue = store.newIssue();
        store.execute(
                "update issues set state = ?, resume_state = ? where id = ?", state, resume.orElse(null), issue.id());
        store.workflow
                .state(new IssueState(state))
                .executor()
                .ifPresent(executor -> store.database.useTransaction(transaction -> store.queue.enqueue(
                        transaction,
                        new TaskQueue.NewTask(
                                issue.tenantId(),
                                issue.repositoryId(),
                                issue.id(),
                                executor,
                                0,
                                store.clock.instant(),
                                store.clock.instant()))));
        return store.issue(issue.id());
    }

    private static Task claim(Issue issue) {
        return store.database.inTransaction(transaction -> store.queue.claim(
                transaction,
                store.queue.open(transaction, issue.id()).orElseThrow(),
                store.workerId,
                store.clock.instant(),
                Duration.ofSeconds(30)));
    }

    private static Optional<Task> open(Issue issue) {
        return store.database.inTransaction(transaction -> store.queue.open(transaction, issue.id()));
    }

    private static Result migrate(Issue issue, Map<String, String> map, boolean revoke, boolean dryRun) {
        Map<IssueState, IssueState> states = new java.util.HashMap<>();
        map.forEach((from, to) -> states.put(new IssueState(from), new IssueState(to)));
        List<Migrated> migrated = migration.migrate(
                new Order(OURS, List.of(issue.key()), Optional.empty(), states, revoke, dryRun, OLGA));
        assertThat(migrated)
                .singleElement()
                .satisfies(each -> assertThat(each.issue()).isEqualTo(issue.key()));
        return migrated.getFirst().result();
    }

    @Test
    void anIssueKeepsItsStateAndAFittingTaskInWhateverHandsItIs() {
        Issue issue = in("in-review", Optional.of("changes-requested"));
        Task task = claim(issue);
        TOLD.clear();

        assertThat(migrate(issue, Map.of(), false, false)).isEqualTo(new Result.Moved(IssueState.IN_REVIEW));

        Issue now = store.issue(issue.id());
        assertThat(new Version(now.workflowId(), now.workflowVersion())).isEqualTo(OURS);
        assertThat(now.version()).isEqualTo(issue.version() + 1);
        assertThat(now.resumeState()).contains(IssueState.CHANGES_REQUESTED);
        assertThat(open(issue)).contains(task);
        assertThat(TOLD).containsExactly(issue.key() + " in-review>in-review migrated");
        assertThat(store.query(
                        String.class,
                        "select outcome || ' ' || actor_name || ' ' || reason from state_transitions"
                                + " where issue_id = ? order by version desc limit 1",
                        issue.id()))
                .isEqualTo(
                        "migrated olga Moved from workflow colony-default@" + store.workflow.version() + " to ours@2.");
        assertThat(store.query(
                        Long.class,
                        "select count(*) from audit_log where action = 'workflow-migrated' and subject = ?",
                        issue.key().toString()))
                .isEqualTo(1);
        // What the worker brings is routed by the workflow that the issue is in by now.
        TransitionResult result = store.database.inTransaction(transaction -> {
            store.queue.complete(transaction, task.id(), task.epoch(), store.clock.instant());
            return store.transitions.apply(
                    transaction,
                    TransitionRequest.event(
                            store.issues.lock(transaction, issue.id()), "approve", Actor.worker("w"), "fine"));
        });
        assertThat(result).isInstanceOf(TransitionResult.Applied.class);
        assertThat(store.issue(issue.id()).state()).isEqualTo(new IssueState("landing"));
    }

    @Test
    void aTaskThatDoesNotFitIsReplacedUnlessAWorkerHoldsIt() {
        Issue queued = in("new", Optional.empty());
        assertThat(migrate(queued, Map.of(), false, false)).isInstanceOf(Result.Moved.class);
        assertThat(open(queued).orElseThrow().executor()).isEqualTo("analyze");

        Issue held = in("new", Optional.empty());
        Task task = claim(held);
        assertThat(migrate(held, Map.of(), false, false))
                .isInstanceOfSatisfying(
                        Result.Left.class,
                        left -> assertThat(left.why())
                                .contains("a worker holds its task 'admit'", "executor 'analyze'", "--revoke"));
        assertThat(store.issue(held.id())).isEqualTo(held);
        assertThat(open(held)).contains(task);

        assertThat(migrate(held, Map.of(), true, false)).isInstanceOf(Result.Moved.class);
        assertThat(store.queue.heartbeat(task.id(), task.epoch(), store.clock.instant()))
                .isEqualTo(TaskQueue.Heartbeat.REVOKED);
        assertThat(open(held).orElseThrow().state()).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void aStateThatTheOtherWorkflowLacksIsMappedOrTheIssueIsLeft() {
        Issue issue = in("merge-pending", Optional.of("in-review"));

        assertThat(migrate(issue, Map.of(), false, false))
                .isEqualTo(new Result.Left("its state 'merge-pending' is none of the other workflow's; name one with"
                        + " --map merge-pending=STATE"));
        assertThat(store.issue(issue.id())).isEqualTo(issue);
        assertThat(migrate(issue, Map.of("merge-pending", "done"), false, false))
                .isInstanceOfSatisfying(
                        Result.Left.class,
                        left -> assertThat(left.why()).contains("neither ends an issue nor opens it again"));
        assertThat(migrate(issue, Map.of("merge-pending", "landing"), false, false))
                .isEqualTo(new Result.Moved(new IssueState("landing")));
        assertThat(open(issue).orElseThrow().executor()).isEqualTo("merge");
        assertThat(migrate(issue, Map.of(), false, false)).isEqualTo(new Result.There());
    }

    @Test
    void whereItWouldGoOnIsMappedAsWell() {
        Issue issue = in("paused", Optional.of("merge-pending"));

        assertThat(migrate(issue, Map.of(), false, false))
                .isInstanceOfSatisfying(
                        Result.Left.class,
                        left -> assertThat(left.why())
                                .contains("it would go on in 'merge-pending'", "--map merge-pending=STATE"));
        assertThat(migrate(issue, Map.of("merge-pending", "landing"), false, false))
                .isInstanceOf(Result.Moved.class);
        assertThat(store.issue(issue.id()).resumeState()).contains(new IssueState("landing"));
    }

    @Test
    void aDryRunChangesNothing() {
        Issue issue = in("in-review", Optional.empty());
        long audited = store.query(Long.class, "select count(*) from audit_log");

        assertThat(migrate(issue, Map.of(), false, true)).isEqualTo(new Result.Moved(IssueState.IN_REVIEW));

        assertThat(store.issue(issue.id())).isEqualTo(issue);
        assertThat(store.query(Long.class, "select count(*) from audit_log")).isEqualTo(audited);
    }

    @Test
    void allMeansAllThatHaveNotEnded() {
        Issue issue = in("in-review", Optional.empty());
        Issue ended = in("done", Optional.empty());

        List<Migrated> migrated = migration.migrate(
                new Order(OURS, List.of(), Optional.of("colony-default"), Map.of(), false, true, OLGA));

        assertThat(migrated).extracting(Migrated::issue).contains(issue.key()).doesNotContain(ended.key());
        assertThat(migration.migrate(new Order(OURS, List.of(), Optional.of("none"), Map.of(), false, true, OLGA)))
                .isEmpty();
    }

    @Test
    void whatIsNotThereIsRefusedBeforeAnythingIsMoved() {
        Issue issue = in("in-review", Optional.empty());

        assertThatThrownBy(() -> migration.migrate(new Order(
                        OURS,
                        List.of(issue.key(), new IssueKey("acme/shop", 9_999)),
                        Optional.empty(),
                        Map.of(),
                        false,
                        false,
                        OLGA)))
                .isInstanceOf(ColonyException.class)
                .hasMessageContaining("no issue acme/shop#9999");
        assertThatThrownBy(() -> migration.migrate(
                        new Order(new Version("ours", 9), List.of(), Optional.empty(), Map.of(), false, false, OLGA)))
                .isInstanceOf(WorkflowException.class);
        assertThatThrownBy(() -> migrate(issue, Map.of("in-review", "nowhere"), false, false))
                .isInstanceOf(WorkflowException.class)
                .hasMessageContaining("has no state 'nowhere'");
        assertThat(store.issue(issue.id())).isEqualTo(issue);
    }

    @Test
    void newIssuesStartWithWhatIsSetForTheirRepositoryThenTheirTenant() {
        StartWorkflows starts = StartWorkflows.postgres();
        Version standard = new Version("colony-default", store.workflow.version());
        store.database.useTransaction(transaction -> {
            assertThat(starts.of(transaction, store.repositoryId)).isEmpty();
            assertThat(starts.setForTenant(transaction, "acme", Optional.of(OURS)))
                    .isTrue();
            assertThat(starts.of(transaction, store.repositoryId)).contains(OURS);
            assertThat(starts.setForRepository(transaction, StoreFixture.REPOSITORY, Optional.of(standard)))
                    .isTrue();
            assertThat(starts.of(transaction, store.repositoryId)).contains(standard);
            assertThat(starts.settings(transaction))
                    .isEqualTo(new StartWorkflows.Settings(
                            Map.of("acme", OURS), Map.of(StoreFixture.REPOSITORY, standard)));
            assertThat(starts.setForTenant(transaction, "acme", Optional.empty()))
                    .isTrue();
            assertThat(starts.setForRepository(transaction, StoreFixture.REPOSITORY, Optional.empty()))
                    .isTrue();
            assertThat(starts.setForTenant(transaction, "nobody", Optional.of(OURS)))
                    .isFalse();
        });
    }
}
