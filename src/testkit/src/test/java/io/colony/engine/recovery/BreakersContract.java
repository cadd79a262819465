package io.colony.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.queue.Task;
import io.colony.testkit.StoreFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Breakers} must do. */
abstract class BreakersContract {
    static final BreakerKey BACK_END = BreakerKey.backEnd("claude");
    static final BreakerKey REPOSITORY = BreakerKey.repository(StoreFixture.REPOSITORY);

    final StoreFixture store = new StoreFixture();
    final Breakers breakers = breakers();

    abstract Breakers breakers();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void countsContentFailuresInARowAndForgetsThemAfterASuccess() {
        BreakerKey key = BreakerKey.issueStage(store.newIssue().key(), "develop");
        contentFailed(key, false);
        contentFailed(key, false);
        assertThat(contentFailures(key)).isEqualTo(2);
        store.database.useTransaction(transaction -> breakers.stageSucceeded(transaction, key));
        assertThat(contentFailures(key)).isZero();

        contentFailed(key, false);
        contentFailed(key, true);
        assertThat(list()).singleElement().satisfies(breaker -> {
            assertThat(breaker.open()).isTrue();
            assertThat(breaker.failures()).isEqualTo(2);
            assertThat(breaker.reason()).isEqualTo("false evidence");
        });
        assertThat(contentFailures(key))
                .as("whoever lets the issue go on starts a new row")
                .isZero();
    }

    @Test
    void opensOnTheFifthFailureWithinTheWindow() {
        Task task = claimed();
        for (int failure = 1; failure <= 4; failure++) {
            assertThat(failed(task)).isFalse();
            store.clock.advance(Duration.ofMinutes(7));
        }
        store.clock.advance(Duration.ofMinutes(3));
        assertThat(failed(task)).as("the first one is 31 minutes old").isFalse();
        assertThat(failed(task)).isTrue();
        assertThat(open(REPOSITORY)).get().satisfies(breaker -> {
            assertThat(breaker.since()).contains(store.clock.instant());
            assertThat(breaker.until())
                    .get()
                    .satisfies(until -> assertThat(until)
                            .isAfterOrEqualTo(store.clock.instant().plus(Duration.ofMinutes(10))));
            assertThat(breaker.position(store.clock.instant())).isEqualTo("open");
        });
    }

    @Test
    void letsOneProbeThroughWhenItIsDueAndClosesOnItsSuccessOnly() {
        Task straggler = claimed();
        Instant until = refused(Optional.of(store.clock.instant().plus(Duration.ofHours(1))));
        Task first = queued();
        Task second = queued();
        assertThat(probe(first)).as("not due yet").isFalse();
        assertThat(succeeded(straggler)).as("started before it opened").isFalse();
        store.clock.set(until);
        assertThat(probe(first)).isTrue();
        Task probing = claim(first);
        assertThat(open(BACK_END)).get().matches(Breaker::probing);
        assertThat(probe(second)).as("one at a time").isFalse();

        assertThat(succeeded(straggler)).isFalse();
        assertThat(succeeded(probing)).isTrue();
        assertThat(open(BACK_END)).isEmpty();
        assertThat(list()).isEmpty();
    }

    @Test
    void aProbeWhoseWorkerWasLostDoesNotHoldItForEver() {
        store.clock.set(refused(Optional.empty()));
        Task first = queued();
        Task second = queued();
        assertThat(probe(first)).isTrue();
        Task probing = claim(first);
        assertThat(probe(second)).isFalse();
        store.database.useTransaction(transaction ->
                store.queue.bury(transaction, probing.id(), probing.epoch(), store.clock.instant(), "lost"));

        assertThat(probe(second)).isTrue();
    }

    @Test
    void ofManyAtOnceOneIsTheProbe() throws Exception {
        store.clock.set(refused(Optional.empty()));
        List<Task> tasks =
                Collections.nCopies(8, 0).stream().map(number -> queued()).toList();
        List<Boolean> let = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> probes = tasks.stream()
                    .map(task -> threads.submit(() -> store.database.<Boolean>inTransaction(transaction -> {
                        boolean probe = breakers.probe(transaction, BACK_END, task, store.clock.instant());
                        if (probe) {
                            claim(transaction, task);
                        }
                        return probe;
                    })))
                    .toList();
            for (Future<Boolean> probe : probes) {
                let.add(probe.get(1, TimeUnit.MINUTES));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(let).containsOnlyOnce(true);
    }

    @Test
    void aProbesEndFreesItForTheNext() {
        store.clock.set(refused(Optional.empty()));
        Task task = queued();
        assertThat(probe(task)).isTrue();
        Task probing = claim(task);

        assertThat(store.database.<List<BreakerKey>>inTransaction(
                        transaction -> breakers.endProbe(transaction, probing)))
                .containsExactly(BACK_END);
        assertThat(open(BACK_END)).get().matches(breaker -> !breaker.probing());
        assertThat(probe(queued())).isTrue();
    }

    @Test
    void isResetByHand() {
        refused(Optional.empty());

        Optional<Breaker> before = store.database.inTransaction(transaction -> breakers.reset(transaction, BACK_END));
        assertThat(before).get().matches(Breaker::open);
        assertThat(open(BACK_END)).isEmpty();
        assertThat(store.database.<Optional<Breaker>>inTransaction(
                        transaction -> breakers.reset(transaction, BreakerKey.backEnd("none"))))
                .isEmpty();
    }

    @Test
    void knowsWhichBackEndARepositoryUsesLast() {
        assertThat(backEnd()).isEmpty();
        for (String name : List.of("claude", "codex", "codex")) {
            store.database.useTransaction(
                    transaction -> breakers.noteBackEnd(transaction, store.repositoryId, name, store.clock.instant()));
            assertThat(backEnd()).contains(name);
        }
    }

    private Optional<String> backEnd() {
        return store.database.inTransaction(transaction -> breakers.backEnd(transaction, store.repositoryId));
    }

    private void contentFailed(BreakerKey key, boolean opens) {
        store.database.useTransaction(transaction ->
                breakers.contentFailed(transaction, key, opens, "false evidence", store.clock.instant()));
    }

    private int contentFailures(BreakerKey key) {
        return store.database.<Integer>inTransaction(transaction -> breakers.contentFailures(transaction, key));
    }

    private boolean failed(Task task) {
        return store.database.<Boolean>inTransaction(
                transaction -> breakers.failed(transaction, REPOSITORY, task, "red", store.clock.instant()));
    }

    private Instant refused(Optional<Instant> stated) {
        return store.database.<Instant>inTransaction(
                transaction -> breakers.refused(transaction, BACK_END, stated, "429", store.clock.instant()));
    }

    private boolean probe(Task task) {
        return store.database.<Boolean>inTransaction(
                transaction -> breakers.probe(transaction, BACK_END, task, store.clock.instant()));
    }

    private boolean succeeded(Task task) {
        return store.database.<Boolean>inTransaction(transaction -> breakers.succeeded(transaction, BACK_END, task));
    }

    private Optional<Breaker> open(BreakerKey key) {
        return store.database.<Optional<Breaker>>inTransaction(
                transaction -> breakers.askOpen(transaction).rows().stream()
                        .filter(breaker -> breaker.key().equals(key))
                        .findFirst());
    }

    private List<Breaker> list() {
        return store.database.<List<Breaker>>inTransaction(breakers::list);
    }

    private Task queued() {
        Issue issue = move(move(store.newIssue(), "triggered"), "admitted");
        return store.database.<Task>inTransaction(
                transaction -> store.queue.open(transaction, issue.id()).orElseThrow());
    }

    private Task claimed() {
        return claim(queued());
    }

    private Task claim(Task task) {
        return store.database.<Task>inTransaction(transaction -> claim(transaction, task));
    }

    private Task claim(io.colony.engine.database.Transaction transaction, Task task) {
        return store.queue.claim(transaction, task, store.workerId, store.clock.instant(), Duration.ofSeconds(30));
    }

    private Issue move(Issue issue, String event) {
        return store.database.<Issue>inTransaction(transaction -> {
            Function<Issue, TransitionRequest> request =
                    of -> TransitionRequest.event(of, event, Actor.mayor(), "because");
            store.transitions.apply(transaction, request.apply(issue));
            return store.issues.get(transaction, issue.id());
        });
    }
}
