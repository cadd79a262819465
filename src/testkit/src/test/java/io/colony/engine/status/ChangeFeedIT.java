package io.colony.engine.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.testkit.StoreFixture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changes in a store is told, whatever the order in which it commits. */
class ChangeFeedIT {
    private final AtomicLong nanos = new AtomicLong();

    @SuppressWarnings("NullAway.Init")
    private StoreFixture store;

    @SuppressWarnings("NullAway.Init")
    private ChangeFeed feed;

    @BeforeEach
    void open() {
        store = new StoreFixture();
        feed = new PostgresChangeFeed(store.database, nanos::get);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aStoreInWhichNothingHappensHasNothingToTell() {
        store.newIssue();
        ChangeMark mark = settled();

        assertThat(feed.since(mark).moved().isEmpty()).isTrue();
    }

    @Test
    void aNewIssueIsToldOnceWithItsKey() {
        ChangeMark mark = settled();
        Issue issue = store.newIssue();

        Changes changes = feed.since(mark);

        assertThat(changes.moved().issues()).containsExactly(key(issue));
        assertThat(changes.moved().topics()).contains(ChangeTopic.ISSUES, ChangeTopic.QUEUE);
        assertThat(changes.moved().many()).isFalse();
        assertThat(feed.since(changes.mark()).moved().isEmpty()).isTrue();
    }

    @Test
    void anAuditRowTellsItsIssue() {
        ChangeMark mark = settled();
        audit(7);

        Changes changes = feed.since(mark);

        assertThat(changes.moved().topics()).containsExactlyInAnyOrder(ChangeTopic.AUDIT, ChangeTopic.ISSUES);
        assertThat(changes.moved().issues()).containsExactly(new IssueKey(StoreFixture.REPOSITORY, 7));
    }

    @Test
    void theTranscriptAndTheEndOfARunAreToldThoughItsRowIsOld() {
        Issue issue = store.newIssue();
        store.execute(
                "insert into tasks (tenant_id, repository_id, issue_id, executor, state, run_after, created_at)"
                        + " values (?, ?, ?, 'plan', 'queued', now(), now())",
                store.tenantId,
                store.repositoryId,
                issue.id());
        long task = store.query(Long.class, "select max(id) from tasks");
        store.execute(
                "insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, started_at)"
                        + " values (?, ?, 'plan', 1, 1, ?, now())",
                issue.id(),
                task,
                store.workerId);
        long run = store.query(Long.class, "select max(id) from agent_runs");
        ChangeMark mark = settled();

        store.execute("insert into transcripts values (?, 1, now(), 'text', 'a line')", run);
        Changes line = feed.since(mark);
        store.execute("update agent_runs set ended_at = now(), end_kind = 'completed' where id = ?", run);
        Changes end = feed.since(line.mark());

        assertThat(line.moved().transcripts()).containsExactly(run);
        assertThat(line.moved().topics()).isEmpty();
        assertThat(line.moved().issues()).containsExactly(key(issue));
        assertThat(end.moved().topics()).contains(ChangeTopic.ISSUES, ChangeTopic.QUEUE);
        assertThat(end.moved().issues()).containsExactly(key(issue));
        assertThat(feed.since(end.mark()).moved().isEmpty()).isTrue();
    }

    @Test
    void workersThatStartAndStopAreTold() {
        ChangeMark mark = settled();
        long worker = store.newWorker();
        Changes start = feed.since(mark);
        store.execute("update workers set stopped_at = now() where id = ?", worker);
        Changes stop = feed.since(start.mark());

        assertThat(List.of(start, stop))
                .allSatisfy(changes -> assertThat(changes.moved().topics()).containsExactly(ChangeTopic.WORKERS));
    }

    @Test
    void whatRanAtTheBeginningIsToldOnceItHasEnded() throws Exception {
        settled();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> late = threads.submit(() -> store.database.<Integer>inTransaction(transaction -> {
                int rows = transaction.handle().execute(auditSql(1));
                written.countDown();
                await(commit);
                return rows;
            }));
            await(written);
            audit(2);
            ChangeMark mark = feed.now();
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
            Changes before = feed.since(mark);
            commit.countDown();
            late.get(10, TimeUnit.SECONDS);
            Changes after = feed.since(before.mark());

            assertThat(before.moved().isEmpty()).isTrue();
            assertThat(after.moved().many()).isTrue();
            assertThat(feed.since(after.mark()).moved().isEmpty()).isTrue();
        }
    }

    /** A snapshot says nothing of the transactions that are newer than all that have ended. */
    @Test
    void whatRunsLongAndIsTheNewestIsToldOnceItHasEnded() throws Exception {
        ChangeMark mark = settled();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> older = threads.submit(() -> store.database.<Integer>inTransaction(transaction -> {
                transaction.handle().execute("select pg_current_xact_id()");
                begun.countDown();
                await(written);
                return transaction.handle().execute(auditSql(2));
            }));
            await(begun);
            Future<?> newer = threads.submit(() -> store.database.<Integer>inTransaction(transaction -> {
                int rows = transaction.handle().execute(auditSql(1));
                written.countDown();
                await(commit);
                return rows;
            }));
            older.get(10, TimeUnit.SECONDS);
            Changes first = feed.since(mark);
            for (int look = 0; look < 3; look++) {
                nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
                first = feed.since(first.mark());
            }
            commit.countDown();
            newer.get(10, TimeUnit.SECONDS);

            assertThat(feed.since(first.mark()).moved().issues())
                    .extracting(IssueKey::number)
                    .containsExactly(1L);
        }
    }

    @Test
    void noLargeTableIsReadThrough() {
        store.execute(
                "insert into audit_log (tenant_id, at, actor, action, subject, detail, seq, previous, hash)"
                        + " select ?, now(), 'operator:p', 'x', 'acme/shop#' || n, '{}', n, repeat('0', 64),"
                        + " md5(n::text) || md5(n::text) from generate_series(1, 20000) n",
                store.tenantId);
        store.execute(
                "insert into issues (tenant_id, repository_id, number, title, author, state, workflow_id,"
                        + " workflow_version, base_branch, entered_at, created_at, updated_at)"
                        + " select tenant_id, repository_id, 1000 + n, title, author, state, workflow_id,"
                        + " workflow_version, base_branch, entered_at, created_at, updated_at"
                        + " from issues, generate_series(1, 20000) n where id = ?",
                store.newIssue().id());
        store.execute(
                "insert into state_transitions (issue_id, version, to_state, outcome, actor_kind, actor_name, reason,"
                        + " at) select id, 99, 'new', 'admitted', 'mayor', 'm', '', now() from issues");
        store.execute("analyze");

        List<String> plan = store.database.inTransaction(transaction -> transaction
                .handle()
                .createQuery("explain " + PostgresChangeFeed.SINCE.replace("?", "19990"))
                .mapTo(String.class)
                .list());

        assertThat(plan)
                .noneMatch(line -> line.contains("Seq Scan on audit_log")
                        || line.contains("Seq Scan on issues")
                        || line.contains("Seq Scan on state_transitions"));
    }

    @Test
    void moreThanCanBeToldIsMany() {
        ChangeMark mark = settled();
        store.execute(
                "insert into audit_log (tenant_id, at, actor, action, subject, detail)"
                        + " select ?, now(), 'operator:p', 'x', 'acme/shop#' || n, '{}' from generate_series(1, 3000) n",
                store.tenantId);

        Changes changes = feed.since(mark);

        assertThat(changes.moved().many()).isTrue();
        assertThat(changes.moved().topics()).containsExactlyInAnyOrder(ChangeTopic.values());
    }

    /**
     * Four writers hold their rows back for up to 30 ms each, so that ids commit in any order. They have the number of their
     * transaction before the row's: this clock runs faster than the real one, so that the feed's grace for the instant
     * between the two would be shorter than the instant on a busy machine.
     */
    @Test
    void nothingThatCommitsLateIsMissed() throws Exception {
        ChangeMark mark = settled();
        int writers = 4;
        int each = 60;
        Set<IssueKey> told = new HashSet<>();
        boolean working = true;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int first = 1 + writer * each;
                ends.add(threads.submit(() -> write(first, each)));
            }
            while (working) {
                working = ends.stream().anyMatch(end -> !end.isDone());
                nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
                Changes changes = feed.since(mark);
                assertThat(changes.moved().many()).isFalse();
                assertThat(changes.moved().issues()).noneMatch(told::contains);
                told.addAll(changes.moved().issues());
                mark = changes.mark();
            }
            for (Future<?> end : ends) {
                end.get(10, TimeUnit.SECONDS);
            }
        }

        assertThat(told).hasSize(writers * each);
    }

    private int write(int first, int number) {
        for (int n = first; n < first + number; n++) {
            String sql = auditSql(n);
            store.database.<Integer>inTransaction(transaction -> {
                transaction.handle().execute("select pg_current_xact_id()");
                int rows = transaction.handle().execute(sql);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(TimeUnit.MILLISECONDS.toNanos(30)));
                return rows;
            });
        }
        return number;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException end) {
            throw new IllegalStateException(end);
        }
    }

    private void audit(int number) {
        store.execute(auditSql(number));
    }

    private String auditSql(int number) {
        return "insert into audit_log (tenant_id, at, actor, action, subject, detail) values (" + store.tenantId
                + ", now(), 'operator:p', 'x', '" + StoreFixture.REPOSITORY + "#" + number + "', '{}')";
    }

    /** A mark of which nothing is in doubt. */
    private ChangeMark settled() {
        ChangeMark mark = feed.now();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
        return feed.since(mark).mark();
    }

    private static IssueKey key(Issue issue) {
        return issue.key();
    }
}
