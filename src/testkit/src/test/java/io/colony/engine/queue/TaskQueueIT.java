package io.colony.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import io.colony.engine.queue.TaskQueue.Heartbeat;
import io.colony.engine.queue.TaskQueue.NewTask;
import io.colony.engine.queue.TaskQueue.Release;
import io.colony.testkit.StoreFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskQueueIT {
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final StoreFixture store = new StoreFixture();
    private final TaskQueue queue = store.queue;

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void claimsByPriorityThenDueTimeThenId() {
        Task low = enqueue(0, now());
        Task late = enqueue(5, now().minusSeconds(1));
        Task early = enqueue(5, now().minusSeconds(2));
        Task sameAsEarly = enqueue(5, now().minusSeconds(2));

        assertThat(due(10)).extracting(Task::id).containsExactly(early.id(), sameAsEarly.id(), late.id(), low.id());
        assertThat(due(2)).extracting(Task::id).containsExactly(early.id(), sameAsEarly.id());
    }

    @Test
    void lendsOnlyWhatIsDueAndOffered() {
        Task task = enqueue(0, now().plusSeconds(60));

        assertThat(due(10)).isEmpty();
        store.clock.advance(Duration.ofSeconds(60));
        assertThat(due(Set.of("review"), 10)).isEmpty();
        assertThat(due(Set.of(), 10)).isEmpty();
        assertThat(due(10)).containsExactly(task);
    }

    @Test
    void twoConnectionsAreNeverLentTheSameTask() {
        Task one = enqueue(0, now());
        Task other = enqueue(0, now());

        store.database.useTransaction(first -> {
            assertThat(queue.lockDue(first, Set.of("develop"), now(), 1)).containsExactly(one);
            assertThat(elsewhere(() -> due(10))).containsExactly(other);
        });
    }

    @Test
    void skipsATaskWhoseIssueSomebodyIsMoving() {
        Task task = enqueue(0, now());

        store.database.useTransaction(first -> {
            store.issues.lock(first, task.issueId());
            assertThat(elsewhere(() -> due(10))).isEmpty();
        });
        assertThat(due(10)).containsExactly(task);
    }

    @Test
    void manyWorkersClaimEachTaskOnce() throws Exception {
        int tasks = 60;
        for (int i = 0; i < tasks; i++) {
            enqueue(0, now());
        }
        List<Long> claimed = Collections.synchronizedList(new ArrayList<>());
        CyclicBarrier start = new CyclicBarrier(4);
        try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                running.add(workers.submit(() -> {
                    start.await();
                    for (Optional<Task> task = claimNext(); task.isPresent(); task = claimNext()) {
                        claimed.add(task.get().id());
                    }
                    return null;
                }));
            }
            for (Future<?> worker : running) {
                worker.get(60, TimeUnit.SECONDS);
            }
        }

        assertThat(claimed).doesNotHaveDuplicates();
        // A worker may find nothing because the others hold what is left; nothing else may stay behind.
        assertThat(claimed.size() + due(tasks).size()).isEqualTo(tasks);
    }

    @Test
    void claimRaisesTheEpochAndStartsTheLease() {
        Task queued = enqueue(0, now());
        Task claimed = claimNext().orElseThrow();

        assertThat(claimed.epoch()).isEqualTo(queued.epoch() + 1);
        assertThat(claimed.state()).isEqualTo(TaskState.CLAIMED);
        assertThat(claimed.workerId()).contains(store.workerId);
        assertThat(claimed.leaseUntil()).contains(now().plus(LEASE));
        assertThat(due(10)).isEmpty();
    }

    @Test
    void refusesToClaimWhatIsNotQueuedAtThatEpoch() {
        Task queued = enqueue(0, now());
        claimNext();

        assertThatThrownBy(() -> in(transaction -> queue.claim(transaction, queued, store.workerId, now(), LEASE)))
                .isInstanceOf(QueueException.class)
                .hasMessageContaining("Task " + queued.id() + " is not queued at epoch 0");
    }

    @Test
    void heartbeatExtendsTheLease() {
        enqueue(0, now());
        Task task = claimNext().orElseThrow();
        Instant later = now().plusSeconds(90);

        assertThat(queue.heartbeat(task.id(), task.epoch(), later)).isEqualTo(Heartbeat.EXTENDED);
        assertThat(open(task))
                .get()
                .satisfies(open -> assertThat(open.leaseUntil()).contains(later));
    }

    @Test
    void anOldEpochChangesNothing() {
        enqueue(0, now());
        Task task = claimNext().orElseThrow();
        long old = task.epoch() - 1;

        assertThat(queue.heartbeat(task.id(), old, now().plusSeconds(90))).isEqualTo(Heartbeat.REVOKED);
        assertThat(is(transaction -> queue.complete(transaction, task.id(), old, now())))
                .isFalse();
        assertThat(is(transaction -> queue.release(transaction, task.id(), old, retry())))
                .isFalse();
        assertThat(is(transaction -> queue.bury(transaction, task.id(), old, now(), "no")))
                .isFalse();
        assertThat(open(task)).contains(task);
    }

    @Test
    void completeAndBuryCloseAndRaiseTheEpoch() {
        enqueue(0, now());
        Task done = claimNext().orElseThrow();
        assertThat(is(transaction -> queue.complete(transaction, done.id(), done.epoch(), now())))
                .isTrue();
        assertThat(is(transaction -> queue.complete(transaction, done.id(), done.epoch(), now())))
                .isFalse();
        enqueue(0, now());
        Task dead = claimNext().orElseThrow();
        assertThat(is(transaction -> queue.bury(transaction, dead.id(), dead.epoch(), now(), "gave up")))
                .isTrue();

        assertThat(row(done)).isEqualTo("done 2 completed");
        assertThat(row(dead)).isEqualTo("dead 2 gave up");
        assertThat(queue.heartbeat(done.id(), done.epoch(), now())).isEqualTo(Heartbeat.REVOKED);
    }

    @Test
    void releaseCountsAttemptAndFailureWhereAsked() {
        enqueue(0, now());
        Task first = claimNext().orElseThrow();
        assertThat(is(transaction -> queue.release(transaction, first.id(), first.epoch(), retry())))
                .isTrue();
        Task second = claimNext().orElseThrow();
        Release parked = new Release(now().plusSeconds(5), false, "checks", Optional.empty());
        assertThat(is(transaction -> queue.release(transaction, second.id(), second.epoch(), parked)))
                .isTrue();

        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.epoch()).isEqualTo(3);
        assertThat(due(10)).isEmpty();
        store.clock.advance(Duration.ofSeconds(5));
        Task third = claimNext().orElseThrow();
        assertThat(third.attempt()).isEqualTo(2);
        assertThat(is(transaction -> queue.release(transaction, third.id(), third.epoch(), retry())))
                .isTrue();
        Map<String, Integer> failures = in(transaction -> queue.failures(transaction, third.id()));
        assertThat(failures).isEqualTo(Map.of("transient", 2));
    }

    @Test
    void aPostponedTaskWaitsAndKeepsItsPlace() {
        Task first = enqueue(0, now().minusSeconds(10));
        store.database.useTransaction(transaction -> {
            List<Task> locked = queue.lockDue(transaction, Set.of("develop"), now(), 1);
            queue.postpone(transaction, locked.getFirst(), now().plusSeconds(60), "the day's ceiling");
        });
        Task second = enqueue(0, now());

        assertThat(due(10)).extracting(Task::id).containsExactly(second.id());
        store.clock.advance(Duration.ofSeconds(60));
        assertThat(queue.nextDue()).contains(now());
        assertThat(queue.promoteDue(now())).isEqualTo(1);
        assertThat(due(10)).extracting(Task::id).containsExactly(first.id(), second.id());
        assertThat(store.query(String.class, "select waits_for from tasks where id = ?", first.id()))
                .isEqualTo("the day's ceiling");
        assertThat(claimNext())
                .get()
                .satisfies(claimed -> assertThat(claimed.id()).isEqualTo(first.id()));
    }

    @Test
    void anIssueHasAtMostOneOpenTask() {
        Task task = enqueue(0, now());
        NewTask another = new NewTask(task.tenantId(), task.repositoryId(), task.issueId(), "review", 0, now(), now());

        assertThatThrownBy(() -> in(transaction -> queue.enqueue(transaction, another)))
                .isInstanceOf(QueueException.class)
                .hasMessageContaining("Issue " + task.issueId() + " has an open task already");
        assertThatThrownBy(() -> store.execute("""
                        insert into tasks (tenant_id, repository_id, issue_id, executor, state, run_after, created_at)
                        select tenant_id, repository_id, issue_id, executor, 'queued', run_after, created_at from tasks
                        """)).hasMessageContaining("tasks_one_open_per_issue");
    }

    @Test
    void cancellingRevokesWhoeverHoldsTheTask() {
        enqueue(0, now());
        Task claimed = claimNext().orElseThrow();

        Task cancelled = in(transaction -> queue.cancelOpen(transaction, claimed.issueId(), now(), "paused by ann"))
                .orElseThrow();

        assertThat(cancelled.epoch()).isEqualTo(claimed.epoch() + 1);
        assertThat(row(claimed)).isEqualTo("cancelled 2 paused by ann");
        assertThat(queue.heartbeat(claimed.id(), claimed.epoch(), now().plus(LEASE)))
                .isEqualTo(Heartbeat.REVOKED);
        assertThat(open(claimed)).isEmpty();
        Optional<Task> again = in(transaction -> queue.cancelOpen(transaction, claimed.issueId(), now(), "again"));
        assertThat(again).isEmpty();
    }

    @Test
    void findsLeasesThatEnded() {
        enqueue(0, now());
        Task task = claimNext().orElseThrow();

        store.clock.advance(LEASE);
        assertThat(expired()).isEmpty();
        store.clock.advance(Duration.ofMillis(1));
        assertThat(expired()).containsExactly(task);
        store.database.useTransaction(first -> {
            assertThat(queue.lockExpired(first, now(), 10)).hasSize(1);
            assertThat(elsewhere(this::expired)).isEmpty();
        });
    }

    @Test
    void wakesPollersOnceATaskIsCommittedAndOnlyThen() throws InterruptedException {
        long before = store.wakeUp.ticket();
        Issue issue = store.newIssue();
        NewTask task = new NewTask(store.tenantId, store.repositoryId, issue.id(), "develop", 0, now(), now());
        assertThatThrownBy(() -> store.database.useTransaction(transaction -> {
                    queue.enqueue(transaction, task);
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(store.wakeUp.ticket()).isEqualTo(before);

        store.database.useTransaction(transaction -> {
            queue.enqueue(transaction, task);
            assertThat(store.wakeUp.ticket()).isEqualTo(before);
        });

        assertThat(store.wakeUp.await(before, Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void knowsWhoWorks() {
        Workers workers = Workers.postgres();
        long other = store.newWorker();
        store.clock.advance(Duration.ofSeconds(7));
        store.database.useTransaction(transaction -> {
            workers.seen(transaction, store.workerId, now());
            workers.stopped(transaction, other, now());
        });

        List<Worker> running = in(workers::running);
        assertThat(running).extracting(Worker::id).containsExactly(store.workerId);
        assertThat(running.getFirst().seenAt()).isEqualTo(now());
        assertThat(running.getFirst().lanes()).containsExactly("develop");
        List<Worker> all = in(transaction -> workers.list(transaction, 10));
        assertThat(all).extracting(Worker::id).containsExactly(other, store.workerId);
        assertThatThrownBy(() -> store.database.useTransaction(transaction -> workers.seen(transaction, 99, now())))
                .hasMessageContaining("There is no worker 99");
    }

    private Instant now() {
        return store.clock.instant();
    }

    private Task enqueue(int priority, Instant runAfter) {
        Issue issue = store.newIssue();
        NewTask task =
                new NewTask(store.tenantId, store.repositoryId, issue.id(), "develop", priority, runAfter, now());
        return in(transaction -> queue.enqueue(transaction, task));
    }

    private List<Task> due(int limit) {
        return due(Set.of("develop"), limit);
    }

    private List<Task> due(Set<String> executors, int limit) {
        return in(transaction -> queue.lockDue(transaction, executors, now(), limit));
    }

    private List<Task> expired() {
        return in(transaction -> queue.lockExpired(transaction, now(), 10));
    }

    /** On another thread, and so on another connection. */
    private static List<Task> elsewhere(Supplier<List<Task>> supplier) {
        return CompletableFuture.supplyAsync(supplier)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private Optional<Task> claimNext() {
        return in(transaction -> queue.lockDue(transaction, Set.of("develop"), now(), 1).stream()
                .findFirst()
                .map(task -> queue.claim(transaction, task, store.workerId, now(), LEASE)));
    }

    private Release retry() {
        return new Release(now(), true, "another try", Optional.of("transient"));
    }

    private Optional<Task> open(Task task) {
        return in(transaction -> queue.open(transaction, task.issueId()));
    }

    private String row(Task task) {
        return store.query(
                String.class,
                "select state || ' ' || epoch || ' ' || closed_reason from tasks where id = ?",
                task.id());
    }

    private boolean is(Function<Transaction, Boolean> function) {
        return store.database.<Boolean>inTransaction(function);
    }

    private <T> T in(Function<Transaction, T> function) {
        return store.database.inTransaction(function);
    }
}
