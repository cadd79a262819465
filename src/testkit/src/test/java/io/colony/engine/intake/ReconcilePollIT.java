package io.colony.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.forge.Forge.PullRequest.State;
import io.colony.engine.forge.Forge.Reopening;
import io.colony.engine.forge.Forge.RepositoryInfo;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.HostChanges;
import io.colony.engine.forge.HostSignal;
import io.colony.engine.forge.PullRequestReview.Verdict;
import io.colony.engine.forge.Repositories;
import io.colony.engine.intake.webhook.NewDelivery;
import io.colony.engine.intake.webhook.WebhookProcessor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.recovery.sentinel.SentinelQueries;
import io.colony.engine.recovery.sentinel.WebhookTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcilePollIT {
    private static final IssueKey PULL_REQUEST = new IssueKey("acme/shop", 77);

    private final HostFixture colony = new HostFixture();
    private final ScriptedHost host = colony.host;

    @AfterEach
    void stop() {
        colony.close();
    }

    private void poll() {
        colony.store.clock.advance(Duration.ofSeconds(61));
        assertThat(colony.poll.step()).isTrue();
    }

    @Test
    void whereNothingHasChangedItCostsOneRequestAMinute() {
        colony.in("analyzing");
        poll();
        long asked = host.asked.get();
        long polled = host.polls.get();

        for (int minute = 0; minute < 10; minute++) {
            poll();
            assertThat(colony.poll.step()).isFalse();
        }

        assertThat(host.polls.get() - polled).isEqualTo(10);
        assertThat(host.asked.get() - asked).isEqualTo(10);
        assertThat(colony.store.query(String.class, "select cursor from host_polls"))
                .isEqualTo("c11");
    }

    @Test
    void aLostLabelLetsTheIssueInWhereWhoeverPutItOnMayWrite() {
        host.file(5, "mallory", "colony");
        host.labellers.put("acme/shop#5 colony", "olga");
        host.file(6, "mallory", "colony");
        host.tell(new IssueKey("acme/shop", 5), false);
        host.tell(new IssueKey("acme/shop", 6), false);

        poll();
        poll();

        assertThat(colony.known(5)).isTrue();
        assertThat(colony.known(6)).isFalse();
    }

    @Test
    void aLostCloseAnEditAndALabelThatSomebodyChangedAreFound() {
        Issue issue = colony.in("in-review");
        host.setBody(issue.key(), "Something else.");
        host.setLabels(issue.key(), "colony", "colony:done");
        host.tell(issue.key(), false);
        poll();
        colony.deliver();
        assertThat(colony.count("select count(*) from issue_edits")).isEqualTo(1);
        assertThat(host.issue(issue.key()).labels()).contains("colony:in-review");

        host.setOpen(issue.key(), false);
        poll();
        assertThat(colony.state(issue)).isEqualTo("cancelled");
    }

    @Test
    void aLostCommandIsCarriedOutOnceWithTheWebhookThatComesAfterAll() {
        Issue issue = colony.in("analyzing");
        long comment = host.comment(issue.key(), "olga", "/colony:pause");
        host.tell(issue.key(), false);

        poll();
        colony.news.told("github", new HostSignal.Commented(issue.key(), false, comment, "olga", ""));
        poll();

        assertThat(colony.state(issue)).isEqualTo("paused");
        assertThat(colony.count("select count(*) from state_transitions where outcome = 'pause'"))
                .isEqualTo(1);
        assertThat(colony.count("select count(*) from outbox where marker like 'command-%'"))
                .isEqualTo(1);
    }

    @Test
    void whatStoodThereBeforeTheIssueWasLetInIsNoCommand() {
        host.comment(new IssueKey("acme/shop", 1), "olga", "/colony:cancel");
        Issue issue = colony.in("analyzing");
        host.tell(issue.key(), false);

        poll();

        assertThat(colony.state(issue)).isEqualTo("analyzing");
    }

    @Test
    void lostNewsOfThePullRequestItsReviewsAndItsCommentsIsFound() {
        Issue issue = colony.in("human-review-ready");
        host.tell(PULL_REQUEST, true);
        host.review(77, "rita", Verdict.CHANGES_REQUESTED, HostFixture.HEAD, "No.");
        poll();
        assertThat(colony.state(issue)).isEqualTo("changes-requested");

        host.comment(PULL_REQUEST, "olga", "/colony:pause");
        poll();
        assertThat(colony.state(issue)).isEqualTo("paused");

        host.pullRequest(77, "colony/1-abc", HostFixture.HEAD, "main", State.MERGED);
        poll();
        assertThat(colony.state(issue)).isEqualTo("done");
    }

    @Test
    void aRenameThatNobodyToldOfIsFoundByTheNamesOfWhatChanged() {
        Issue issue = colony.in("analyzing");
        host.info.set(new RepositoryInfo("acme/store", "main", "none", Optional.of("4711")));
        host.changed.add(new HostChanges.Item(new IssueKey("acme/store", 99), false, true, List.of(), Instant.EPOCH));

        poll();

        assertThat(colony.store.issue(issue.id()).key().repository()).isEqualTo("acme/store");
    }

    @Test
    void whileTheCodeHostIsAwayTheCursorStaysAndALimitIsKept() {
        colony.in("analyzing");
        poll();
        host.trouble.set(Optional.of(ForgeException.rateLimited("403", Duration.ofMinutes(10))));
        poll();
        host.trouble.set(Optional.empty());
        long polls = host.polls.get();

        colony.store.clock.advance(Duration.ofMinutes(9));
        assertThat(colony.poll.step()).isFalse();
        assertThat(host.polls.get()).isEqualTo(polls);
        assertThat(colony.store.query(String.class, "select cursor || ' ' || error from host_polls"))
                .isEqualTo("c1 403");

        colony.store.clock.advance(Duration.ofMinutes(2));
        assertThat(colony.poll.step()).isTrue();
        assertThat(colony.count("select count(*) from host_polls where error is null"))
                .isEqualTo(1);
    }

    private static void poison() {
        throw new StackOverflowError();
    }

    private List<String> trouble() {
        return new WebhookTrouble(
                        SentinelQueries.postgres(colony.store.database, colony.store.issues, Repositories.postgres()))
                .look(colony.store.clock.instant()).stream()
                        .map(finding -> finding.subject() + ": " + finding.reason())
                        .toList();
    }

    private Issue poisoned() {
        Issue issue = colony.in("in-review");
        host.poisoned.put(issue.key(), ReconcilePollIT::poison);
        host.tell(issue.key(), false);
        host.file(5, "olga", "colony");
        host.labellers.put("acme/shop#5 colony", "olga");
        host.tell(new IssueKey("acme/shop", 5), false);
        poll();
        return issue;
    }

    private void workUntilPutAside() {
        for (int attempt = 1; attempt < WebhookProcessor.TRIES; attempt++) {
            colony.store.clock.advance(Duration.ofHours(1));
            assertThat(colony.work()).as("try %s", attempt + 1).isEqualTo(1);
        }
        colony.store.clock.advance(Duration.ofHours(2));
        assertThat(colony.work()).isZero();
    }

    @Test
    void whatNobodyCanLookAtHoldsUpNothingBehindItAndIsTriedAgain() {
        Issue issue = poisoned();

        assertThat(colony.known(5)).as("what comes behind it").isTrue();
        assertThat(colony.count("select count(*) from host_polls where cursor is not null and error is null"))
                .isEqualTo(1);
        assertThat(colony.work()).as("not before its time").isZero();
        host.changed.clear();
        poll();
        assertThat(colony.state(issue)).isEqualTo("in-review");

        host.poisoned.clear();
        host.setOpen(issue.key(), false);
        assertThat(colony.work()).isEqualTo(1);
        assertThat(colony.state(issue)).isEqualTo("cancelled");
        assertThat(trouble()).isEmpty();
    }

    @Test
    void whatFailsForeverIsPutAsideAndToldUntilItChangesAndCanBeLookedAt() {
        Issue issue = poisoned();
        workUntilPutAside();

        assertThat(trouble())
                .singleElement()
                .asString()
                .contains("acme/shop: What changed at #1 was put aside", "StackOverflowError");
        poll();
        colony.store.clock.advance(Duration.ofHours(1));
        assertThat(colony.work()).as("it has not changed").isZero();

        host.changed.clear();
        host.tell(issue.key(), false, colony.store.clock.instant());
        poll();
        colony.store.clock.advance(Duration.ofHours(1));
        assertThat(colony.work()).as("it has").isEqualTo(1);
        for (int attempt = 2; attempt < WebhookProcessor.TRIES; attempt++) {
            colony.store.clock.advance(Duration.ofHours(1));
            colony.work();
        }
        assertThat(trouble()).hasSize(1);

        host.poisoned.clear();
        host.setOpen(issue.key(), false);
        poll();
        assertThat(colony.state(issue)).isEqualTo("cancelled");
        assertThat(trouble()).isEmpty();
    }

    @Test
    void anAnswerThatFailsWhileTheCodeHostIsThereIsTheItemsOwnAndElseEverybodys() {
        Issue issue = colony.in("in-review");
        host.tell(issue.key(), false);
        host.poisoned.put(issue.key(), () -> {
            host.trouble.set(Optional.of(ForgeException.temporary("502")));
            throw ForgeException.temporary("502");
        });
        poll();
        assertThat(colony.store.query(String.class, "select error from host_polls where cursor is null"))
                .isEqualTo("502");
        assertThat(colony.count("select count(*) from webhook_deliveries")).isZero();

        host.trouble.set(Optional.empty());
        host.poisoned.put(issue.key(), () -> {
            throw ForgeException.temporary("502");
        });
        poll();
        assertThat(colony.count("select count(*) from host_polls where cursor is not null and error is null"))
                .isEqualTo(1);
        assertThat(colony.store.query(String.class, "select event || ' ' || error from webhook_deliveries"))
                .isEqualTo("poll 502");
    }

    private static void forbidden() {
        throw ForgeException.permanent("403 Resource not accessible by integration");
    }

    private void labelled(long number) {
        IssueKey key = host.file(number, "olga", "colony").key();
        host.labellers.put(key + " colony", "olga");
        host.tell(key, false);
    }

    @Test
    void whatTheCodeHostDoesNotAnswerForIsTriedEveryHourForAsLongAsItTakes() {
        Issue issue = colony.in("in-review");
        host.poisoned.put(issue.key(), ReconcilePollIT::forbidden);
        host.tell(issue.key(), false);
        labelled(5);
        poll();
        host.changed.clear();
        assertThat(colony.known(5)).isTrue();
        for (int attempt = 1; attempt < WebhookProcessor.TRIES; attempt++) {
            assertThat(trouble()).isEmpty();
            colony.store.clock.advance(Duration.ofHours(1));
            assertThat(colony.work()).isEqualTo(1);
        }
        for (int day = 0; day < 40; day++) {
            colony.store.clock.advance(Duration.ofDays(1));
            assertThat(colony.work()).as("day %s", day).isEqualTo(1);
        }
        assertThat(trouble())
                .singleElement()
                .asString()
                .contains("acme/shop: What changed at #1 cannot be looked at", "tried every hour", "403 Resource");

        labelled(6);
        colony.deliveries.add(labelledHook(6), colony.store.clock.instant());
        colony.store.clock.advance(Duration.ofHours(1));
        assertThat(colony.processor.step()).isTrue();
        assertThat(colony.known(6)).as("what is new goes first").isTrue();

        host.poisoned.clear();
        host.setOpen(issue.key(), false);
        assertThat(colony.work()).isEqualTo(1);
        assertThat(colony.state(issue)).isEqualTo("cancelled");
        assertThat(trouble()).isEmpty();
    }

    private static NewDelivery labelledHook(long number) {
        return new NewDelivery(
                "github",
                "hook-" + number,
                "issues",
                "0".repeat(64),
                new HostSignal.IssueChanged(
                        new IssueKey("acme/shop", number),
                        HostSignal.IssueChanged.Change.LABELED,
                        "olga",
                        Optional.of("colony")));
    }

    @Test
    void whatWaitsIsLookedAtForWhatItIsByThenAndNotOnceMoreWhereAPollWasAbleTo() {
        Issue issue = colony.in("analyzing");
        colony.moveTo(issue, "cancelled");
        host.setOpen(issue.key(), false);
        host.poisoned.put(issue.key(), ReconcilePollIT::forbidden);
        host.tell(issue.key(), false);
        poll();
        host.changed.clear();
        host.setOpen(issue.key(), true);
        host.reopenings.put(issue.key(), new Reopening("olga", colony.store.clock.instant()));
        host.tell(issue.key(), false);
        poll();
        assertThat(colony.count("select count(*) from webhook_deliveries where attempts = 1"))
                .isEqualTo(1);

        host.poisoned.clear();
        host.changed.clear();
        assertThat(colony.work()).isEqualTo(1);
        assertThat(colony.state(issue)).isEqualTo("new");

        host.poisoned.put(issue.key(), ReconcilePollIT::forbidden);
        host.tell(issue.key(), false);
        poll();
        host.poisoned.clear();
        poll();
        assertThat(colony.store.query(
                        String.class, "select result from webhook_deliveries where processed_at is not null"))
                .isEqualTo("looked at by a later poll");
        colony.store.clock.advance(Duration.ofHours(1));
        assertThat(colony.work()).isZero();
    }

    @Test
    void whereNothingOfAListCanBeLookedAtItIsAskedForAgainForAnHour() {
        for (long number = 5; number < 45; number++) {
            labelled(number);
            host.poisoned.put(new IssueKey("acme/shop", number), ReconcilePollIT::forbidden);
        }
        long asked = host.asked.get();

        poll();

        assertThat(host.asked.get() - asked).as("requests for 40 items").isLessThan(25);
        assertThat(colony.count("select count(*) from webhook_deliveries")).isZero();
        assertThat(colony.store.query(String.class, "select error from host_polls where cursor is null"))
                .startsWith("403");

        host.poisoned.keySet().removeIf(key -> key.number() != 7);
        poll();
        assertThat(colony.count("select count(*) from issues")).isEqualTo(39);
        assertThat(colony.count("select count(*) from webhook_deliveries")).isEqualTo(1);
        assertThat(colony.count("select count(*) from host_polls where cursor is not null and error is null"))
                .isEqualTo(1);
    }

    @Test
    void itemsThatAreAllBadByThemselvesHoldUpNobodyForLongerThanThat() {
        labelled(5);
        labelled(6);
        host.poisoned.put(new IssueKey("acme/shop", 5), ReconcilePollIT::forbidden);
        host.poisoned.put(new IssueKey("acme/shop", 6), ReconcilePollIT::forbidden);
        poll();
        colony.store.clock.advance(Duration.ofMinutes(50));
        poll();
        assertThat(colony.count("select count(*) from host_polls where cursor is null"))
                .isEqualTo(1);

        colony.store.clock.advance(Duration.ofMinutes(10));
        poll();

        assertThat(colony.count("select count(*) from host_polls where cursor is not null and error is null"))
                .isEqualTo(1);
        assertThat(colony.count("select count(*) from webhook_deliveries where processed_at is null"))
                .isEqualTo(2);
    }

    @Test
    void aTableThatNoParserTakesHoldsUpNothing() {
        Issue issue = colony.in("analyzing");
        host.setBody(issue.key(), "a|".repeat(1_000) + "\n" + "-|".repeat(1_000) + "\n" + "a|\n".repeat(1_000));
        host.tell(issue.key(), false);

        poll();

        assertThat(colony.count("select count(*) from issue_edits where hidden_text"))
                .isEqualTo(1);
        assertThat(colony.count("select count(*) from webhook_deliveries")).isZero();
    }
}
