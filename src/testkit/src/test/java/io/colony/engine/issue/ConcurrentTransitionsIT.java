package io.colony.engine.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.TransitionResult.Applied;
import io.colony.engine.queue.Task;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import io.colony.testkit.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers that claim and finish while a person pauses and resumes the same issues. */
class ConcurrentTransitionsIT {
    private static final int ISSUES = 6;
    private static final int ROUNDS = 40;

    private final StoreFixture store = new StoreFixture();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void noResultOutlivesItsClaimAndNoIssueLosesItsTask() throws Exception {
        List<Long> issues = new ArrayList<>();
        for (int i = 0; i < ISSUES; i++) {
            issues.add(ready().id());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> running = List.of(
                    threads.submit(rounds(this::work)),
                    threads.submit(rounds(this::work)),
                    threads.submit(rounds(() -> issues.forEach(issue -> act(issue, "pause")))),
                    threads.submit(rounds(() -> issues.forEach(issue -> act(issue, "resume")))));
            for (Future<?> thread : running) {
                thread.get(120, TimeUnit.SECONDS);
            }
        }

        for (long id : issues) {
            Issue issue = store.issue(id);
            assertThat(store.query(Long.class, "select count(*) from state_transitions where issue_id = ?", id))
                    .isEqualTo(issue.version());
            boolean open = store.database.<Boolean>inTransaction(
                    transaction -> store.queue.open(transaction, id).isPresent());
            assertThat(open)
                    .as("an open task in %s", issue.state())
                    .isEqualTo(store.workflow.state(issue.state()).executor().isPresent());
        }
        // Every result that counted closed its own claim: none was written over a pause.
        assertThat(store.query(Long.class, "select count(*) from state_transitions where outcome = 'rejected'"))
                .isEqualTo(store.query(Long.class, "select count(*) from tasks where state = 'done'"));
    }

    /** Claims, works, and brings a result, as a stage does. */
    private void work() {
        List<Task> claimed = store.database.<List<Task>>inTransaction(this::claim);
        claimed.forEach(task -> store.database.useTransaction(transaction -> {
            Issue issue = store.issues.lock(transaction, task.issueId());
            if (!store.queue.complete(transaction, task.id(), task.epoch(), store.clock.instant())) {
                return;
            }
            assertThat(issue.state()).isEqualTo(IssueState.IN_DEVELOPMENT);
            assertThat(apply(transaction, issue, "rejected", Actor.worker("worker")))
                    .isInstanceOf(Applied.class);
        }));
    }

    private List<Task> claim(Transaction transaction) {
        List<Task> due = store.queue.lockDue(transaction, Set.of("develop"), store.clock.instant(), 2);
        return due.stream()
                .map(task -> {
                    Task claimed = store.queue.claim(
                            transaction, task, store.workerId, store.clock.instant(), Duration.ofSeconds(30));
                    Issue issue = store.issues.get(transaction, task.issueId());
                    assertThat(apply(transaction, issue, Outcomes.CLAIMED, Actor.worker("worker")))
                            .isInstanceOf(Applied.class);
                    return claimed;
                })
                .toList();
    }

    private void act(long issueId, String action) {
        store.database.useTransaction(transaction -> {
            Issue issue = store.issues.get(transaction, issueId);
            if (store.workflow.action(issue.state(), action).isPresent()) {
                apply(transaction, issue, action, Actor.operator("ann"));
            }
        });
    }

    private TransitionResult apply(Transaction transaction, Issue issue, String outcome, Actor actor) {
        return store.transitions.apply(transaction, TransitionRequest.event(issue, outcome, actor, "because"));
    }

    private Issue ready() {
        Issue issue = store.newIssue();
        for (String outcome : List.of("triggered", "admitted", "planned")) {
            Issue before = issue;
            issue = ((Applied) store.database.<TransitionResult>inTransaction(
                            transaction -> apply(transaction, before, outcome, Actor.mayor())))
                    .issue();
        }
        return issue;
    }

    private static Callable<Void> rounds(Runnable round) {
        return () -> {
            for (int i = 0; i < ROUNDS; i++) {
                round.run();
            }
            return null;
        };
    }
}
