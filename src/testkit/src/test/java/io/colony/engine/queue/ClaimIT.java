package io.colony.engine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import io.colony.engine.queue.TaskQueue.Heartbeat;
import io.colony.engine.queue.TaskQueue.NewTask;
import io.colony.engine.queue.TaskQueue.Release;
import io.colony.testkit.StoreFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is lent what: fair shares, turns, agents, limits, batches. */
class ClaimIT {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Offer DEVELOP = Offer.of(Set.of("develop"));

    private final StoreFixture store = new StoreFixture();
    private final TaskQueue queue = store.queue;

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aRepositoryWithAThousandTasksDoesNotHoldUpAnother() {
        fill(store.tenantId, store.repositoryId, 1_000);
        long small = repository(store.tenantId, "acme/small");
        long foreign = repository(tenant("other"), "other/one");
        fill(store.tenantId, small, 3);
        fill(tenantOf(foreign), foreign, 3);

        List<Long> served = new ArrayList<>();
        for (int claim = 0; claim < 9; claim++) {
            Task task = claimNext(DEVELOP).orElseThrow();
            served.add(task.repositoryId());
            assertThat(queue.complete(task.id(), task.epoch(), now())).isTrue();
        }

        assertThat(served.subList(0, 6))
                .as("each tenant every second claim")
                .containsSubsequence(foreign, foreign, foreign);
        assertThat(served).contains(small, foreign, store.repositoryId);
        assertThat(served.stream().filter(id -> id == store.repositoryId).count())
                .isLessThanOrEqualTo(4);
    }

    @Test
    void whatWasNeverServedForPriorityIsServedForAgeInTheEnd() {
        Task old = enqueue(0, now().minus(Duration.ofHours(25)));
        Task important = enqueue(1_000_000, now());
        Task young = enqueue(5, now());

        assertThat(due(3)).extracting(Task::id).containsExactly(old.id(), important.id(), young.id());
    }

    /** Within a repository: never behind one that came two days later, whatever their priorities. */
    @Test
    void nobodyWhoCameTwoDaysLaterGoesBefore() {
        SplittableRandom random = new SplittableRandom(7);
        for (int task = 0; task < 60; task++) {
            enqueue(random.nextInt(-2_000, 2_000), now().minus(Duration.ofHours(random.nextInt(200))));
        }

        List<Task> order = due(60);

        assertThat(order).hasSize(60);
        for (int before = 0; before < order.size(); before++) {
            for (Task after : order.subList(before + 1, order.size())) {
                Duration later =
                        Duration.between(after.runAfter(), order.get(before).runAfter());
                assertThat(later).isLessThanOrEqualTo(Duration.ofDays(2));
            }
        }
    }

    @Test
    void manyWorkersLeaveNoTaskBehindAndNobodyIdlesWhileThereIsOne() throws Exception {
        fill(store.tenantId, store.repositoryId, 120);
        fill(store.tenantId, repository(store.tenantId, "acme/two"), 120);
        ConcurrentLinkedQueue<Long> claimed = new ConcurrentLinkedQueue<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int worker = 0; worker < 8; worker++) {
                running.add(workers.submit(() -> {
                    int idle = 0;
                    while (claimed.size() < 240) {
                        Optional<Task> task = claimNext(DEVELOP);
                        task.ifPresent(found -> claimed.add(found.id()));
                        // Each of the others can hold one that is not claimed yet.
                        idle += task.isEmpty() && claimed.size() < 240 - 8 ? 1 : 0;
                    }
                    return idle;
                }));
            }
            for (Future<Integer> worker : running) {
                assertThat(worker.get(120, TimeUnit.SECONDS)).as("times idle").isZero();
            }
        }

        assertThat(claimed).hasSize(240).doesNotHaveDuplicates();
    }

    @Test
    void batchesClaimEachTaskOnceAndShareLines() {
        long second = repository(store.tenantId, "acme/two");
        fill(store.tenantId, store.repositoryId, 100);
        fill(store.tenantId, second, 100);
        due(1);

        List<Task> batch = queue.claimBatch(DEVELOP, store.workerId, now(), LEASE, 20);

        Map<Long, Integer> shares = new HashMap<>();
        batch.forEach(task -> shares.merge(task.repositoryId(), 1, Integer::sum));
        assertThat(shares).isEqualTo(Map.of(store.repositoryId, 10, second, 10));
        List<Long> ids = new ArrayList<>(batch.stream().map(Task::id).toList());
        for (List<Task> next = batch; !next.isEmpty(); ) {
            next.forEach(task ->
                    assertThat(queue.complete(task.id(), task.epoch(), now())).isTrue());
            next = queue.claimBatch(DEVELOP, store.workerId, now(), LEASE, 20);
            next.forEach(task -> ids.add(task.id()));
        }
        assertThat(ids).hasSize(200).doesNotHaveDuplicates();
        assertThat(store.query(Long.class, "select count(*) from tasks where state = 'done'"))
                .isEqualTo(200);
    }

    @Test
    void completingTwiceOrLateChangesNothing() {
        enqueue(0, now());
        Task task = queue.claimBatch(DEVELOP, store.workerId, now(), LEASE, 1).getFirst();

        assertThat(queue.complete(task.id(), task.epoch() - 1, now())).isFalse();
        assertThat(queue.complete(task.id(), task.epoch(), now())).isTrue();
        assertThat(queue.complete(task.id(), task.epoch(), now())).isFalse();
        assertThat(queue.heartbeat(task.id(), task.epoch(), now())).isEqualTo(Heartbeat.REVOKED);
    }

    @Test
    void noMoreOfOneRepositoryThanItsLimitAreClaimedAtOnce() {
        fill(store.tenantId, store.repositoryId, 5);
        Offer two = new Offer(Set.of("develop"), Optional.empty(), 2);

        Task first = claimNext(two).orElseThrow();
        assertThat(claimNext(two)).isPresent();
        assertThat(claimNext(two)).isEmpty();
        assertThat(queue.complete(first.id(), first.epoch(), now())).isTrue();
        assertThat(claimNext(two)).isPresent();
    }

    @Test
    void twoTransactionsDoNotPassALimitTogether() {
        fill(store.tenantId, store.repositoryId, 5);
        Offer one = new Offer(Set.of("develop"), Optional.empty(), 1);

        store.database.useTransaction(transaction -> {
            assertThat(queue.lockDue(transaction, one, now(), 1)).hasSize(1);
            // On another thread, and so on another connection.
            assertThat(CompletableFuture.supplyAsync(() -> claimNext(one))
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join())
                    .isEmpty();
        });
    }

    @Test
    void aTaskWhoseAgentIsMissedIsLentOnlyToThoseWhoHaveIt() {
        enqueue(0, now());
        Offer without = new Offer(Set.of("develop"), Optional.of(Set.of("codex")), 0);
        Offer with = new Offer(Set.of("develop"), Optional.of(Set.of("codex", Offer.DEFAULT_AGENT)), 0);
        Task task = claimNext(without).orElseThrow();
        store.database.useTransaction(transaction -> {
            queue.demandAgent(transaction, task, Offer.DEFAULT_AGENT, now());
            queue.release(
                    transaction, task.id(), task.epoch(), new Release(now(), false, "an agent", Optional.empty()));
        });
        Task next = enqueue(0, now());

        assertThat(claimNext(without))
                .as("neither that one nor a later one of the repository")
                .isEmpty();
        assertThat(claimNext(with))
                .get()
                .satisfies(found -> assertThat(found.id()).isEqualTo(task.id()));
        assertThat(claimNext(with))
                .get()
                .satisfies(found -> assertThat(found.id()).isEqualTo(next.id()));
    }

    @Test
    void anAgentThatNobodyHasIsAskedForAnewAfterAWhile() {
        enqueue(0, now());
        Offer offer = new Offer(Set.of("develop"), Optional.of(Set.of("codex")), 0);
        Task task = claimNext(offer).orElseThrow();
        store.database.useTransaction(transaction -> {
            queue.demandAgent(transaction, task, "gemini", now());
            queue.release(
                    transaction, task.id(), task.epoch(), new Release(now(), false, "an agent", Optional.empty()));
        });
        assertThat(claimNext(offer)).isEmpty();
        store.clock.advance(Duration.ofMinutes(1));
        long holder = store.database.<Long>inTransaction(transaction -> Workers.postgres()
                .register(
                        transaction,
                        new Workers.NewWorker("g", "host", 1, List.of(), now(), List.of("gemini"), Optional.empty()))
                .id());

        assertThat(forget()).as("a running worker has it").isZero();
        store.database.useTransaction(transaction -> Workers.postgres().stopped(transaction, holder, now()));
        assertThat(forget()).isEqualTo(1);
        assertThat(claimNext(offer)).isPresent();
    }

    @Test
    void heartbeatsGetThroughWhileWorkHoldsEveryConnection() {
        enqueue(0, now());
        Task task = claimNext(DEVELOP).orElseThrow();

        StoreWakeUpIT.holdAll(
                store.database,
                10,
                () -> assertThat(queue.heartbeat(task.id(), task.epoch(), now().plusSeconds(60)))
                        .isEqualTo(Heartbeat.EXTENDED));
    }

    @Test
    void knowsWhenTheNextTaskFallsDue() {
        assertThat(queue.nextDue()).isEmpty();
        enqueue(0, now().plusSeconds(90));
        enqueue(0, now().plusSeconds(30));
        DelayedTasks delayed = new DelayedTasks(queue, store.wakeUp, store.clock);

        assertThat(delayed.step()).isFalse();
        assertThat(delayed.untilNext(Duration.ofSeconds(60))).isEqualTo(Duration.ofMillis(30_001));
        store.clock.advance(Duration.ofSeconds(30));
        long before = store.wakeUp.ticket();
        assertThat(delayed.step()).isTrue();
        assertThat(store.wakeUp.ticket()).as("whoever works is woken").isGreaterThan(before);
        assertThat(delayed.untilNext(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
        assertThat(due(10)).hasSize(1);
    }

    private int forget() {
        store.clock.advance(Duration.ofMinutes(1));
        return store.database.<Integer>inTransaction(transaction ->
                queue.forgetAgents(transaction, now().minusSeconds(30), now().minus(Duration.ofHours(1))));
    }

    private Instant now() {
        return store.clock.instant();
    }

    private List<Task> due(int limit) {
        return store.database.inTransaction(transaction -> queue.lockDue(transaction, DEVELOP, now(), limit));
    }

    private Optional<Task> claimNext(Offer offer) {
        return store.database.inTransaction(transaction -> queue.lockDue(transaction, offer, now(), 1).stream()
                .findFirst()
                .map(task -> queue.claim(transaction, task, store.workerId, now(), LEASE)));
    }

    private Task enqueue(int priority, Instant runAfter) {
        Issue issue = store.newIssue();
        NewTask task =
                new NewTask(store.tenantId, store.repositoryId, issue.id(), "develop", priority, runAfter, now());
        return store.database.inTransaction(transaction -> queue.enqueue(transaction, task));
    }

    private long tenant(String slug) {
        return store.query(Long.class, "insert into tenants (slug, created_at) values (?, now()) returning id", slug);
    }

    private long tenantOf(long repository) {
        return store.query(Long.class, "select tenant_id from repositories where id = ?", repository);
    }

    private long repository(long tenant, String slug) {
        return store.query(Long.class, """
                insert into repositories (tenant_id, forge, slug, default_branch, clone_url, created_at)
                values (?, 'local', ?, 'main', 'none', now()) returning id
                """, tenant, slug);
    }

    /** Ready tasks, each of an issue of its own. */
    private void fill(long tenant, long repository, int tasks) {
        store.execute(
                """
                with made as (
                  insert into issues (tenant_id, repository_id, number, title, author, state, workflow_id,
                    workflow_version, base_branch, entered_at, created_at, updated_at)
                  select ?, ?, 10000 + n, 't', 'ann', 'in-development', ?, ?, 'main', now(), now(), now()
                  from generate_series(1, ?) n returning *)
                insert into tasks (tenant_id, repository_id, issue_id, executor, state, run_after, created_at)
                select tenant_id, repository_id, id, 'develop', 'queued', ?, now() from made
                """,
                tenant,
                repository,
                store.workflow.id(),
                store.workflow.version(),
                tasks,
                java.sql.Timestamp.from(now()));
    }
}
