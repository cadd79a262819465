package io.colony.engine.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.projection.Outbox;
import io.colony.engine.projection.ProjectionListener;
import io.colony.engine.projection.ProjectionSettings;
import io.colony.engine.workflow.Outcomes;
import io.colony.testkit.StoreFixture;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NoticeIT {
    private static final NoticeSettings SETTINGS = new NoticeSettings(
            List.of("olga"),
            List.of("rita", "acme/qa"),
            true,
            Duration.ofMinutes(30),
            List.of(Duration.ofDays(1), Duration.ofDays(3)),
            Duration.ofDays(3),
            Optional.of(Duration.ofDays(1)),
            LocalTime.of(7, 0),
            Optional.empty());

    private final StoreFixture store = new StoreFixture();
    private final Outbox outbox = Outbox.postgres(UnaryOperator.identity());
    private final Notices notices = Notices.postgres(store.workflows);
    private final Chat chat = new Chat();
    private NoticeChore chore = chore(List.of());

    @BeforeEach
    void listen() {
        listen(List.of());
    }

    private void listen(List<String> channels) {
        NoticeListener listener = new NoticeListener(
                notices,
                SETTINGS,
                channels,
                (transaction, issue) -> store.workflows.get(transaction, issue.workflowId(), issue.workflowVersion()),
                store.clock);
        store.listeners.clear();
        store.listeners.add(new ProjectionListener(
                outbox,
                (transaction, issue) -> store.workflows.get(transaction, issue.workflowId(), issue.workflowVersion()),
                ProjectionSettings.DEFAULT,
                store.clock,
                listener));
        store.listeners.add(listener);
    }

    private NoticeChore chore(List<Notifier> notifiers) {
        return new NoticeChore(store.database, store.clock, notices, outbox, SETTINGS, notifiers);
    }

    private void attachChat() {
        listen(List.of("chat"));
        chore = chore(List.of(chat));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Issue event(Issue issue, String event, String reason) {
        TransitionResult result = store.database.inTransaction(transaction -> store.transitions.apply(
                transaction,
                TransitionRequest.event(
                        store.issues.lock(transaction, issue.id()), event, Actor.operator("olga"), reason)));
        assertThat(result).as("%s: %s", event, result).isInstanceOf(TransitionResult.Applied.class);
        return store.issue(issue.id());
    }

    /** An issue that waits for a reviewer, because it looks like a duplicate. */
    private Issue inReviewersHands() {
        Issue issue = event(store.newIssue(), Outcomes.TRIGGERED, "label set");
        return event(issue, "duplicate", "looks like #9");
    }

    private List<String> comments(Issue issue) {
        return store.database.inTransaction(transaction -> transaction
                .handle()
                .createQuery(
                        "select payload ->> 'body' from outbox where kind = 'comment' and issue_id = :i order by id")
                .bind("i", issue.id())
                .mapTo(String.class)
                .list());
    }

    private List<String> rows() {
        return store.database.inTransaction(transaction -> transaction
                .handle()
                .createQuery("select kind || ' ' || channel || ' ' || status from notices order by id")
                .mapTo(String.class)
                .list());
    }

    private void after(Duration time) {
        store.clock.advance(time);
        while (chore.run() > 0) {
            // Until nothing is due.
        }
    }

    @Test
    void theTransitionsOwnCommentNamesWhoIsWaitedFor() {
        Issue issue = inReviewersHands();

        assertThat(comments(issue)).singleElement().asString().startsWith("@rita @acme/qa: **human-review-ready**");
        assertThat(rows()).containsExactly("waiting comment delivered", "reminder comment pending");
        after(Duration.ofHours(1));
        assertThat(comments(issue)).as("nobody is named twice for one stay").hasSize(1);
    }

    @Test
    void theAuthorIsAskedAndOperatorsAreToldOfFailures() {
        Issue failed = event(store.newIssue(), "failure", "no credential");

        assertThat(comments(failed)).singleElement().asString().startsWith("@olga: **failure-blocked**");
    }

    @Test
    void remindersComeOnceEachAndEnd() {
        Issue issue = inReviewersHands();

        after(Duration.ofHours(23));
        assertThat(comments(issue)).hasSize(1);
        after(Duration.ofHours(2));
        assertThat(comments(issue).getLast())
                .startsWith("@rita @acme/qa: reminder 1: this waits for you (human-review-ready for 1 day).")
                .contains("> looks like #9", "/colony:why");
        after(Duration.ofDays(2));
        assertThat(comments(issue).getLast()).contains("reminder 2");
        after(Duration.ofDays(60));
        assertThat(comments(issue)).hasSize(3);
    }

    @Test
    void anIssueThatComesAndGoesNamesItsPeopleOnce() {
        Issue issue = event(store.newIssue(), "failure", "first");
        for (int round = 0; round < 5; round++) {
            store.clock.advance(Duration.ofMinutes(1));
            event(issue, Outcomes.RETRY, "again");
            event(issue, "failure", "round " + round);
        }
        assertThat(comments(issue)).hasSize(6);
        assertThat(comments(issue).stream().filter(body -> body.startsWith("@")))
                .hasSize(1);

        after(Duration.ofMinutes(10));
        assertThat(comments(issue)).hasSize(6);
        after(Duration.ofMinutes(20));
        assertThat(comments(issue)).hasSize(7);
        assertThat(comments(issue).getLast())
                .startsWith("@olga: this waits for you (failure-blocked for 30 minutes)")
                .contains("> round 4");
    }

    @Test
    void whatIsSettledNeedsNoReminder() {
        Issue issue = inReviewersHands();
        event(issue, Outcomes.CANCEL, "a duplicate indeed");

        assertThat(rows()).containsExactly("waiting comment delivered", "reminder comment cancelled");
        after(Duration.ofDays(10));
        assertThat(comments(issue).stream().filter(body -> body.startsWith("@")))
                .hasSize(1);
    }

    @Test
    void aNoticeThatWasPlannedForAStayThatIsOverIsCancelledWhenItIsDue() {
        attachChat();
        Issue issue = inReviewersHands();
        store.listeners.clear();
        event(issue, Outcomes.CANCEL, "behind the listener's back");

        after(Duration.ofMinutes(1));

        assertThat(chat.given(Notice.Waiting.class)).isEmpty();
        assertThat(rows()).contains("waiting chat cancelled");
    }

    @Test
    void aPausedIssueIsNotedOnlyAfterAWhile() {
        Issue issue = event(store.newIssue(), Outcomes.PAUSE, "lunch");

        assertThat(comments(issue)).singleElement().asString().startsWith("**paused**");
        after(Duration.ofDays(2));
        assertThat(comments(issue)).hasSize(1);
        after(Duration.ofDays(1).plusSeconds(1));
        assertThat(comments(issue).getLast()).startsWith("@olga: this waits for you (paused for 3 days)");
    }

    @Test
    void wordsOfOthersCallNobody() {
        Issue issue = event(store.newIssue(), Outcomes.TRIGGERED, "label set");
        event(issue, "duplicate", "ask @everyone and @acme/all\n/colony:approve abc");
        after(Duration.ofDays(1).plusSeconds(1));

        assertThat(comments(issue))
                .hasSize(2)
                .allSatisfy(body -> assertThat(body.replace("@rita", "").replace("@acme/qa", ""))
                        .doesNotContainPattern("@[A-Za-z]")
                        .doesNotContainPattern("(?m)^/colony:approve"));
    }

    @Test
    void aHostsChannelGetsTheNoticeAndItsReminders() {
        attachChat();
        Issue issue = inReviewersHands();
        after(Duration.ofSeconds(1));
        after(Duration.ofDays(1));

        assertThat(chat.given(Notice.Waiting.class)).hasSize(2);
        assertThat(chat.given(Notice.Waiting.class).getFirst()).satisfies(first -> {
            assertThat(first.people()).containsExactly("rita", "acme/qa");
            assertThat(first.issue().key()).isEqualTo(issue.key());
            assertThat(first.issue().reason()).isEqualTo("looks like #9");
            assertThat(first.reminder()).isZero();
        });
        assertThat(chat.given(Notice.Waiting.class).getLast().reminder()).isEqualTo(1);
    }

    @Test
    void aBrokenChannelIsTriedAgainLessAndLessOftenAndGivenUpInTheEnd() {
        attachChat();
        chat.broken = Optional.of("no such room");
        Issue issue = inReviewersHands();
        after(Duration.ZERO);
        after(Duration.ofSeconds(29));
        assertThat(attempts("chat")).isEqualTo(1);
        after(Duration.ofSeconds(1));
        assertThat(attempts("chat")).isEqualTo(2);
        for (int hour = 0; hour < 48; hour++) {
            after(Duration.ofHours(1));
        }

        assertThat(attempts("chat")).isEqualTo(NoticeChore.MOST_ATTEMPTS);
        List<Notices.Told> failed =
                store.database.inTransaction(transaction -> notices.failed(transaction, store.tenantId, 10));
        assertThat(failed.stream().filter(told -> told.issueId() == issue.id()))
                .singleElement()
                .satisfies(told -> assertThat(told.error()).contains("no such room"));
        assertThat(comments(issue)).as("a broken channel is in nobody's way").hasSizeGreaterThan(1);
    }

    private int attempts(String channel) {
        return store.query(
                Integer.class, "select attempts from notices where channel = ? and kind = 'waiting'", channel);
    }

    @Test
    void aNoticeSurvivesTheProcessThatCarriesIt() {
        attachChat();
        inReviewersHands();
        chat.dies = true;
        try {
            chore.run();
            throw new IllegalStateException("nobody was killed");
        } catch (AssertionError killed) {
            chat.dies = false;
        }
        after(Duration.ofMinutes(14));
        assertThat(chat.given(Notice.Waiting.class)).isEmpty();
        after(Duration.ofMinutes(1));

        assertThat(chat.given(Notice.Waiting.class)).hasSize(1);
    }

    @Test
    void eachPersonGetsOneDigestAPeriodOfAllThatWaits() {
        attachChat();
        inReviewersHands();
        Issue second = inReviewersHands();
        event(store.newIssue(), "failure", "no credential");
        after(Duration.ofMinutes(20));
        assertThat(digests()).containsExactly("acme/qa 2", "olga 1", "rita 2");
        after(Duration.ofHours(2));
        chore = chore(List.of(chat));
        after(Duration.ofMinutes(20));
        assertThat(digests()).as("another process plans the same digests").hasSize(3);

        event(second, Outcomes.CANCEL, "no need");
        after(Duration.ofDays(1));
        assertThat(digests()).contains("rita 1").hasSize(6);
    }

    private List<String> digests() {
        return chat.given(Notice.Digest.class).stream()
                .map(digest -> String.join(",", digest.people()) + " "
                        + digest.issues().size())
                .sorted()
                .toList();
    }

    @Test
    void whatWaitedBeforeThereWereNoticesIsNotShoutedAbout() {
        store.listeners.clear();
        List<Issue> old = new ArrayList<>();
        for (int at = 0; at < 5; at++) {
            old.add(inReviewersHands());
        }
        store.clock.advance(Duration.ofHours(30));
        attachChat();

        after(Duration.ZERO);

        assertThat(old).allSatisfy(issue -> assertThat(comments(issue)).isEmpty());
        assertThat(chat.given(Notice.Waiting.class)).hasSize(5);
        after(Duration.ofHours(42));
        assertThat(comments(old.getFirst())).singleElement().asString().contains("reminder 2");
    }

    @Test
    void whoIsWaitedForCanBeAsked() {
        Issue issue = inReviewersHands();
        List<WaitingIssue> waiting =
                store.database.inTransaction(transaction -> notices.waiting(transaction, store.tenantId, 10));

        assertThat(waiting).singleElement().satisfies(each -> {
            assertThat(each.key()).isEqualTo(issue.key());
            assertThat(each.audience()).isEqualTo(Audience.REVIEWERS);
            assertThat(each.since()).isEqualTo(store.clock.instant());
        });
        List<Notices.Told> told = store.database.inTransaction(transaction -> notices.told(transaction, waiting));
        assertThat(told).extracting(Notices.Told::status).containsExactly("pending", "delivered");
    }
}
