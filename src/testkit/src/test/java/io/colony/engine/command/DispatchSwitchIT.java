package io.colony.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.queue.Offer;
import io.colony.engine.queue.Task;
import io.colony.engine.queue.TaskQueue;
import io.colony.testkit.StoreFixture;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatchSwitchIT {
    private static final int CLAIMERS = 4;
    private static final Offer DEVELOP = Offer.of(Set.of("develop"));

    private final StoreFixture store = new StoreFixture();
    private final TaskQueue queue = store.queue;
    private int numbers = 10_000;
    private final DispatchSwitch dispatch =
            new DispatchSwitch(store.database, store.clock, queue, AuditLog.postgres(store.database));

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void onceTheStopHasReturnedNoClaimCommitsWhoeverClaims() throws Exception {
        AtomicInteger claims = new AtomicInteger();
        AtomicBoolean ending = new AtomicBoolean();
        List<Thread> claimers = new ArrayList<>();
        for (int number = 0; number < CLAIMERS; number++) {
            claimers.add(Thread.ofPlatform().start(() -> {
                while (!ending.get()) {
                    claimOne(claims);
                }
            }));
        }
        try {
            for (int round = 0; round < 15; round++) {
                int before = claims.get();
                fill(60);
                awaitMore(claims, before + 5);

                assertThat(dispatch.stop("ann", "round " + round).accepted()).isTrue();
                long claimed = claimedTasks();
                fill(5);
                assertThat(queue.claimBatch(DEVELOP, store.workerId, store.clock.instant(), Duration.ofSeconds(30), 5))
                        .isEmpty();
                for (int look = 0; look < 20; look++) {
                    claimOne(claims);
                }
                assertThat(claimedTasks()).as("round %d", round).isEqualTo(claimed);

                int stopped = claims.get();
                assertThat(dispatch.resume("ann", "").accepted()).isTrue();
                awaitMore(claims, stopped + 1);
            }
        } finally {
            ending.set(true);
            for (Thread claimer : claimers) {
                claimer.join();
            }
        }
    }

    /** A transaction that hangs between its claim and its commit must not keep the switch from being thrown. */
    @Test
    void aClaimThatHangsDoesNotKeepDispatchFromBeingStopped() throws Exception {
        fill(2);
        CountDownLatch claimed = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Thread hanging = Thread.ofPlatform()
                .start(() -> store.database.useTransaction(transaction -> {
                    Task task = queue.lockDue(transaction, DEVELOP, store.clock.instant(), 1)
                            .getFirst();
                    queue.claim(transaction, task, store.workerId, store.clock.instant(), Duration.ofSeconds(30));
                    claimed.countDown();
                    await(go);
                }));
        await(claimed);
        try {
            assertThat(dispatch.stop("ann", "now").accepted()).isTrue();
            assertThat(dispatch.standing().stop())
                    .hasValueSatisfying(stop -> assertThat(stop.by()).isEqualTo("ann"));
        } finally {
            go.countDown();
            hanging.join();
        }
    }

    @Test
    void stopsAndResumesOnceEachWithAnAuditRowAndAReason() {
        assertThat(dispatch.stop("ann", " ").accepted()).isFalse();
        assertThat(dispatch.standing().stopped()).isFalse();
        assertThat(dispatch.resume("ann", "").accepted()).isFalse();

        assertThat(dispatch.stop("ann", "It deletes things.").text()).contains("Running then: 0");
        assertThat(dispatch.stop("bob", "Really.").text()).contains("already, by ann");
        assertThat(dispatch.standing().living()).isEmpty();
        assertThat(dispatch.resume("bob", "Mended.").accepted()).isTrue();
        assertThat(dispatch.standing().stopped()).isFalse();

        List<String> rows = store.database.inTransaction(transaction -> transaction
                .handle()
                .createQuery("select actor || ' ' || action || ' ' || (detail ->> 'reason') from audit_log"
                        + " where subject = 'dispatch' order by id")
                .mapTo(String.class)
                .list());
        assertThat(rows)
                .containsExactly(
                        "operator:ann dispatch-stopped It deletes things.", "operator:bob dispatch-resumed Mended.");
    }

    @Test
    void aNamedStopThatComesAgainAfterDispatchWasResumedStopsNothing() {
        CommandName name = new CommandName("pages", "ann:dispatch-0");
        OperatorAnswer first = dispatch.stop("ann", "It deletes things.", name);
        assertThat(dispatch.resume("ann", "Mended.", new CommandName("pages", "ann:dispatch-1"))
                        .accepted())
                .isTrue();

        OperatorAnswer again = dispatch.stop("ann", "It deletes things.", name);
        assertThat(again.accepted()).isTrue();
        assertThat(again.text()).startsWith(first.text()).contains("when it was sent first, and not again");
        assertThat(dispatch.standing().stopped()).isFalse();
        assertThat(dispatch.standing().newest()).isPositive();
        assertThat(dispatch.resume("ann", "x".repeat(3_000), new CommandName("pages", "ann:dispatch-2"))
                        .accepted())
                .isFalse();
    }

    @Test
    void ofTwoThatBringTheSameNameAtTheSameMomentOneStops() throws Exception {
        CommandName name = new CommandName("api", "ann:once");
        List<OperatorAnswer> answers = Collections.synchronizedList(new ArrayList<>());
        List<Thread> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(Thread.ofPlatform().start(() -> answers.add(dispatch.stop("ann", "Now.", name))));
        }
        for (Thread each : both) {
            each.join();
        }

        assertThat(answers)
                .hasSize(2)
                .allMatch(answer -> answer.accepted() && answer.text().startsWith("Dispatch is stopped"))
                .filteredOn(answer -> answer.text().contains("not again"))
                .hasSize(1);
        assertThat(store.query(Long.class, "select count(*) from audit_log where action = 'dispatch-stopped'"))
                .isEqualTo(1);
    }

    /** Ready tasks, each of an issue of its own. */
    private void fill(int tasks) {
        store.execute(
                """
                with made as (
                  insert into issues (tenant_id, repository_id, number, title, author, state, workflow_id,
                    workflow_version, base_branch, entered_at, created_at, updated_at)
                  select ?, ?, ? + n, 't', 'ann', 'in-development', ?, ?, 'main', now(), now(), now()
                  from generate_series(1, ?) n returning *)
                insert into tasks (tenant_id, repository_id, issue_id, executor, state, run_after, created_at)
                select tenant_id, repository_id, id, 'develop', 'queued', ?, now() from made
                """,
                store.tenantId,
                store.repositoryId,
                numbers,
                store.workflow.id(),
                store.workflow.version(),
                tasks,
                Timestamp.from(store.clock.instant()));
        numbers += tasks;
    }

    private void claimOne(AtomicInteger claims) {
        boolean got = store.database.<Boolean>inTransaction(transaction -> {
            List<Task> due = queue.lockDue(transaction, DEVELOP, store.clock.instant(), 1);
            due.forEach(task ->
                    queue.claim(transaction, task, store.workerId, store.clock.instant(), Duration.ofSeconds(30)));
            return !due.isEmpty();
        });
        if (got) {
            claims.incrementAndGet();
        }
    }

    private long claimedTasks() {
        return store.database.inTransaction(transaction -> transaction
                .handle()
                .createQuery("select count(*) from tasks where state = 'claimed'")
                .mapTo(Long.class)
                .one());
    }

    private static void awaitMore(AtomicInteger claims, int wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (claims.get() < wanted) {
            assertThat(System.nanoTime()).as("claims go on").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
