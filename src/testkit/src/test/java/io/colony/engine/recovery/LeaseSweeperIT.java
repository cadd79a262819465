package io.colony.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.queue.ClaimedRuns;
import io.colony.engine.queue.Task;
import io.colony.engine.queue.TaskQueue.Heartbeat;
import io.colony.engine.queue.TaskState;
import io.colony.engine.workflow.IssueState;
import io.colony.testkit.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseSweeperIT {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final StoreFixture store = new StoreFixture();
    private final List<Long> lost = new ArrayList<>();
    private final LeaseSweeper sweeper = sweeper((transaction, task, runId) -> lost.add(runId));

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void leavesLeasesAloneThatHold() {
        claim(analyzing());

        assertThat(sweeper.sweep()).isZero();
        assertThat(lost).isEmpty();
    }

    @Test
    void givesTheTaskOfASilentWorkerBackAndMarksItsRunLost() {
        Issue issue = analyzing();
        Task task = claim(issue);
        long run = startRun(task);
        store.clock.advance(LEASE.plusSeconds(1));

        assertThat(sweeper.sweep()).isEqualTo(1);

        assertThat(lost).containsExactly(run);
        assertThat(runRow(run)).isEqualTo("lost transient");
        Task again = openTask(issue).orElseThrow();
        assertThat(again.id()).isEqualTo(task.id());
        assertThat(again.state()).isEqualTo(TaskState.QUEUED);
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.runAfter()).isAfter(store.clock.instant());
        assertThat(store.queue.heartbeat(task.id(), task.epoch(), store.clock.instant()))
                .isEqualTo(Heartbeat.REVOKED);
        assertThat(store.issue(issue.id())).isEqualTo(issue);
        assertThat(sweeper.sweep()).isZero();
    }

    @Test
    void blocksTheIssueAfterTheLastRetry() {
        Issue issue = analyzing();
        for (int i = 0; i < 4; i++) {
            store.clock.advance(Duration.ofMinutes(10));
            startRun(claim(issue));
            store.clock.advance(LEASE.plusSeconds(1));
            assertThat(sweeper.sweep()).isEqualTo(1);
        }

        assertThat(lost).hasSize(4);
        Issue blocked = store.issue(issue.id());
        assertThat(blocked.state()).isEqualTo(IssueState.FAILURE_BLOCKED);
        assertThat(blocked.resumeState()).contains(IssueState.ANALYZING);
        assertThat(openTask(issue)).isEmpty();
        assertThat(store.query(String.class, """
                        select actor_kind || ':' || actor_name || ' ' || outcome || ' ' || reason
                        from state_transitions where issue_id = ? order by version desc limit 1
                        """, issue.id()))
                .startsWith("sentinel:lease-sweeper failure the worker fell silent")
                .contains("transient failure number 4");
        assertThat(store.query(String.class, "select string_agg(state, ',') from tasks where executor = 'analyze'"))
                .isEqualTo("dead");
    }

    @Test
    void undoesEverythingWhenTheLedgerCannotSettle() {
        Issue issue = analyzing();
        Task task = claim(issue);
        long run = startRun(task);
        store.clock.advance(LEASE.plusSeconds(1));
        LeaseSweeper broken = sweeper((transaction, swept, runId) -> {
            throw new IllegalStateException("no ledger");
        });

        assertThatThrownBy(broken::sweep).hasMessage("no ledger");

        assertThat(openTask(issue)).contains(task);
        assertThat(store.query(Long.class, "select count(*) from agent_runs where ended_at is null"))
                .isEqualTo(1);
        assertThat(runRow(run)).isEqualTo("open");
    }

    @Test
    void oneThatCannotBeTakenBackHoldsUpNoneOfTheOthers() {
        Issue poisoned = analyzing();
        Task bad = claim(poisoned);
        long badRun = startRun(bad);
        store.clock.advance(Duration.ofSeconds(1));
        Issue healthy = analyzing();
        startRun(claim(healthy));
        store.clock.advance(LEASE.plusSeconds(1));
        LeaseSweeper sometimes = sweeper((transaction, swept, runId) -> {
            if (runId == badRun) {
                throw new IllegalStateException("no ledger");
            }
        });

        assertThatThrownBy(sometimes::sweep).as("and it is said").hasMessage("no ledger");

        assertThat(openTask(poisoned)).contains(bad);
        assertThat(openTask(healthy))
                .get()
                .satisfies(task -> assertThat(task.state()).isEqualTo(TaskState.QUEUED));
    }

    @Test
    void aRunIsCompletedOnceAndNeverAgain() {
        Task task = claim(analyzing());
        long run = startRun(task);
        store.clock.advance(LEASE.plusSeconds(1));
        sweeper.sweep();

        assertThatThrownBy(() -> store.execute("update agent_runs set end_kind = 'completed' where id = ?", run))
                .hasMessageContaining("agent run " + run + " is complete");
        assertThatThrownBy(() -> store.execute("delete from agent_runs")).hasMessageContaining("append-only");
        assertThatThrownBy(() -> store.execute("truncate agent_runs cascade")).hasMessageContaining("append-only");
        Optional<Long> second = store.database.<Optional<Long>>inTransaction(transaction ->
                ClaimedRuns.postgres().markLost(transaction, task.id(), task.epoch(), store.clock.instant()));
        assertThat(second).isEmpty();
    }

    @Test
    void refusesToRewriteWhatWasBooked() {
        Task task = claim(analyzing());
        long run = startRun(task);
        store.execute("""
                insert into cost_events
                  (idempotency_key, tenant_id, repository_id, issue_id, run_id, role, stage, attempt, back_end, turns,
                   input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, usd, estimated, worker_seconds,
                   at)
                values ('k', ?, ?, ?, ?, 'surveyor', 'analyze', 1, 'command', 1, 1, 1, 0, 0, 0.5, false, 1, now())
                """, store.tenantId, store.repositoryId, task.issueId(), run);

        for (String sql :
                List.of("update cost_events set usd = 0", "delete from cost_events", "truncate cost_events")) {
            assertThatThrownBy(() -> store.execute(sql)).as(sql).hasMessageContaining("append-only");
        }
    }

    private LeaseSweeper sweeper(LostRunListener listener) {
        return new LeaseSweeper(
                store.database,
                new LeaseSweeper.Stores(store.queue, ClaimedRuns.postgres(), store.issues, store.transitions),
                new RetryPolicy(RetrySettings.defaults(), new SplittableRandom(1)),
                listener,
                store.clock);
    }

    private Issue analyzing() {
        return move(move(store.newIssue(), "triggered"), "admitted");
    }

    private Issue move(Issue issue, String event) {
        TransitionRequest request = TransitionRequest.event(issue, event, Actor.mayor(), "because");
        return store.database.<Issue>inTransaction(transaction -> {
            TransitionResult result = store.transitions.apply(transaction, request);
            assertThat(result).isInstanceOf(TransitionResult.Applied.class);
            return ((TransitionResult.Applied) result).issue();
        });
    }

    private Task claim(Issue issue) {
        Task task = store.database.<Task>inTransaction(transaction -> store.queue.claim(
                transaction,
                store.queue
                        .lockDue(transaction, Set.of("analyze"), store.clock.instant(), 1)
                        .getFirst(),
                store.workerId,
                store.clock.instant(),
                LEASE));
        assertThat(task.issueId()).isEqualTo(issue.id());
        return task;
    }

    private long startRun(Task task) {
        return store.query(Long.class, """
                insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, started_at)
                values (?, ?, 'analyze', ?, ?, ?, now()) returning id
                """, task.issueId(), task.id(), task.attempt(), task.epoch(), store.workerId);
    }

    private String runRow(long run) {
        return store.query(
                String.class,
                "select coalesce(end_kind || ' ' || failure_class, 'open') from agent_runs where id = ?",
                run);
    }

    private Optional<Task> openTask(Issue issue) {
        return store.database.<Optional<Task>>inTransaction(transaction -> store.queue.open(transaction, issue.id()));
    }
}
