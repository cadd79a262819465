package io.colony.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import io.colony.engine.queue.ClaimedRuns;
import io.colony.engine.queue.Task;
import io.colony.engine.queue.Workers;
import io.colony.engine.stage.RunStore;
import io.colony.testkit.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Found by chaos: a worker that died after a person had closed its task left its run and its reservation open for ever. */
class AbandonedRunsIT {
    private final StoreFixture store = new StoreFixture();
    private final List<Long> ended = new ArrayList<>();
    private final AbandonedRuns sweeper = new AbandonedRuns(
            store.database,
            ClaimedRuns.postgres(),
            store.issues,
            (transaction, task, run) -> ended.add(run),
            store.clock);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void endsTheRunOfADeadWorkerWhoseTaskAPersonClosed() {
        long run = runOfAClosedTask();
        assertThat(sweeper.sweep()).as("its worker lives and books it").isZero();

        store.database.useTransaction(
                transaction -> Workers.postgres().stopped(transaction, store.workerId, store.clock.instant()));

        assertThat(sweeper.sweep()).isEqualTo(1);
        assertThat(ended).containsExactly(run);
        assertThat(store.query(String.class, "select end_kind from agent_runs where id = ?", run))
                .isEqualTo("lost");
        assertThat(sweeper.sweep()).isZero();
    }

    @Test
    void endsTheRunOfAWorkerElsewhereThatIsNotSeenAnyMore() {
        long run = runOfAClosedTask();

        store.clock.advance(Duration.ofMinutes(6));

        assertThat(sweeper.sweep()).isEqualTo(1);
        assertThat(ended).containsExactly(run);
    }

    private long runOfAClosedTask() {
        Issue issue = store.newIssue();
        return store.database.inTransaction(transaction -> {
            store.queue.enqueue(
                    transaction,
                    new io.colony.engine.queue.TaskQueue.NewTask(
                            issue.tenantId(),
                            issue.repositoryId(),
                            issue.id(),
                            "analyze",
                            0,
                            store.clock.instant(),
                            store.clock.instant()));
            Task due = store.queue
                    .lockDue(transaction, Set.of("analyze"), store.clock.instant(), 1)
                    .getFirst();
            Task claimed =
                    store.queue.claim(transaction, due, store.workerId, store.clock.instant(), Duration.ofSeconds(30));
            long run = RunStore.postgres()
                    .start(
                            transaction,
                            new RunStore.NewRun(
                                    issue.id(),
                                    claimed.id(),
                                    "analyze",
                                    1,
                                    claimed.epoch(),
                                    store.workerId,
                                    store.clock.instant()));
            store.queue.cancelOpen(transaction, issue.id(), store.clock.instant(), "a person paused it");
            return run;
        });
    }
}
