package io.colony.engine.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.forge.Intents;
import io.colony.engine.forge.Intents.Intent;
import io.colony.engine.forge.Intents.Kind;
import io.colony.engine.forge.Intents.NewIntent;
import io.colony.engine.forge.Intents.Resolution;
import io.colony.engine.issue.TransitionResult.Applied;
import io.colony.engine.issue.TransitionResult.Refused;
import io.colony.engine.queue.Task;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import io.colony.testkit.StoreFixture;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Found by chaos: an issue that began anew, or was cancelled, while its merge went through, was merged twice or lost it. */
class MergeUnderWayIT {
    private static final String HEAD = "1".repeat(40);

    private final StoreFixture store = new StoreFixture();
    private final Intents intents = Intents.postgres();

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Outcomes.REIMPLEMENT, Outcomes.CANCEL, Outcomes.ISSUE_CLOSED})
    void whatWouldLoseTheMergeIsRefusedUntilItsAnswerIsKnown(String event) {
        Issue issue = mergePending();
        Intent merge = open(issue);

        assertThat(apply(issue, event))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains("pull/7"));
        assertThat(store.issue(issue.id()).state()).isEqualTo(IssueState.MERGE_PENDING);

        store.database.useTransaction(transaction ->
                intents.resolve(transaction, merge.id(), Resolution.REFUSED, Map.of(), store.clock.instant()));
        assertThat(apply(issue, event)).isInstanceOf(Applied.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {Outcomes.REIMPLEMENT, Outcomes.CANCEL, Outcomes.ISSUE_CLOSED})
    void whatWouldForgetTheMergeIsRefusedUntilTheIssueIsDone(String event) {
        Issue issue = mergePending();
        store.execute("update issues set pull_request = 7 where id = ?", issue.id());
        Intent merge = open(issue);
        store.database.useTransaction(transaction ->
                intents.resolve(transaction, merge.id(), Resolution.DONE, Map.of(), store.clock.instant()));

        assertThat(apply(issue, event))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains("merged already, by pull/7"));

        assertThat(apply(issue, Outcomes.MERGED_BY_PERSON)).isInstanceOf(Applied.class);
        assertThat(apply(issue, Outcomes.REOPENED)).isInstanceOf(Applied.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {Outcomes.PAUSE, Outcomes.MERGED_BY_PERSON})
    void whatKeepsTheMergeInSightIsNotRefused(String event) {
        Issue issue = mergePending();
        open(issue);

        assertThat(apply(issue, event)).isInstanceOf(Applied.class);
    }

    @Test
    void aMergeDoesNotBeginWhileSomebodyEndsTheIssue() {
        Issue issue = mergePending();

        boolean waited = store.database.<Boolean>inTransaction(transaction -> {
            assertThat(store.transitions.apply(
                            transaction,
                            TransitionRequest.event(issue, Outcomes.CANCEL, Actor.operator("ann"), "because")))
                    .isInstanceOf(Applied.class);
            // In a thread of its own: within this one it would be the same transaction.
            return CompletableFuture.supplyAsync(() -> lockedBySomebody(issue)).join();
        });

        assertThat(waited).isTrue();
    }

    /** Whether whoever opens a merge intent, under the issue's lock, would have to wait. */
    private boolean lockedBySomebody(Issue issue) {
        return store.database.<Boolean>inTransaction(transaction -> transaction
                .handle()
                .createQuery("select id from issues where id = :id for no key update skip locked")
                .bind("id", issue.id())
                .mapTo(Long.class)
                .findOne()
                .isEmpty());
    }

    private Intent open(Issue issue) {
        return store.database.inTransaction(transaction -> {
            Task task = store.queue.open(transaction, issue.id()).orElseThrow();
            return intents.open(
                    transaction,
                    new NewIntent(
                            issue.id(),
                            task.id(),
                            task.epoch(),
                            Kind.MERGE,
                            "pull/7",
                            Optional.empty(),
                            Optional.of(HEAD),
                            Map.of()),
                    store.clock.instant());
        });
    }

    private Issue mergePending() {
        Issue issue = store.newIssue();
        for (String outcome : List.of("triggered", "admitted", "planned")) {
            issue = applied(issue, outcome);
        }
        issue = applied(issue, Outcomes.PAUSE);
        store.execute("update issues set state = 'merge-pending', resume_state = 'in-review' where id = ?", issue.id());
        // By way of a route that makes the state's task.
        return applied(store.issue(issue.id()), "base-moved");
    }

    private Issue applied(Issue issue, String outcome) {
        TransitionResult result = apply(issue, outcome);
        assertThat(result).isInstanceOf(Applied.class);
        return ((Applied) result).issue();
    }

    private TransitionResult apply(Issue issue, String outcome) {
        return store.database.inTransaction(transaction -> store.transitions.apply(
                transaction,
                TransitionRequest.event(
                        store.issues.get(transaction, issue.id()), outcome, Actor.operator("ann"), "because")));
    }
}
