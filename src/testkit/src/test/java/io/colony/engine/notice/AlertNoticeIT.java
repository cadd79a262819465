package io.colony.engine.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Ledger.Scope;
import io.colony.engine.ledger.Usd;
import io.colony.engine.projection.Outbox;
import io.colony.engine.queue.HeldTasks;
import io.colony.engine.recovery.sentinel.Finding;
import io.colony.engine.recovery.sentinel.Remedy;
import io.colony.engine.recovery.sentinel.SentinelFindings;
import io.colony.engine.stage.BudgetEvents;
import io.colony.engine.workflow.Outcomes;
import io.colony.testkit.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators are told of although no issue waits for them. */
class AlertNoticeIT {
    private static final Usd RUN = Usd.of("2");

    private final StoreFixture store = new StoreFixture();
    private final Notices notices = Notices.postgres(store.workflows);
    private final SentinelFindings findings = SentinelFindings.postgres();
    private final Chat chat = new Chat();
    private NoticeSettings settings = settings(List.of("olga"));
    private NoticeChore chore = chore();

    @AfterEach
    void close() {
        store.close();
    }

    private static NoticeSettings settings(List<String> operators) {
        NoticeSettings usual = NoticeSettings.DEFAULT;
        return new NoticeSettings(
                operators,
                List.of("rita"),
                true,
                Duration.ofMinutes(30),
                usual.reminders(),
                usual.pausedAfter(),
                Optional.empty(),
                usual.digestAt(),
                Optional.empty());
    }

    private NoticeChore chore() {
        return new NoticeChore(
                store.database,
                store.clock,
                notices,
                Outbox.postgres(UnaryOperator.identity()),
                settings,
                List.of(chat));
    }

    /** The ledger as a Colony with these channels has it. */
    private Ledger ledger(String day, Optional<Usd> month, List<String> channels) {
        return Ledger.postgres(
                new Ceilings(RUN, Usd.of("100"), Usd.of(day), month),
                new BudgetEvents(
                        HeldTasks.postgres(store.wakeUp), store.audit, new AlertNotices(notices, settings, channels)));
    }

    private void admit(Transaction transaction, Ledger ledger, Issue issue) {
        Account account = new Account(store.tenantId, store.repositoryId, issue.id());
        ledger.admit(transaction, account, RUN, store.clock.instant());
    }

    private void admit(Ledger ledger) {
        Issue issue = store.newIssue();
        store.database.useTransaction(transaction -> admit(transaction, ledger, issue));
    }

    private void admit(String day) {
        admit(ledger(day, Optional.empty(), List.of(Chat.CHANNEL)));
    }

    private void see(String detector, Finding... seen) {
        store.database.useTransaction(
                transaction -> findings.record(transaction, detector, List.of(seen), store.clock.instant()));
    }

    private void after(Duration time) {
        store.clock.advance(time);
        while (chore.run() > 0) {
            // Until nothing is due.
        }
    }

    private List<Notice.Alarm> alarms() {
        return chat.given(Notice.Alarm.class);
    }

    private List<String> told() {
        return alarms().stream()
                .map(alarm -> String.join(",", alarm.people()) + ": "
                        + alarm.alert().topic().replaceAll(" [0-9]+ ", " "))
                .toList();
    }

    private List<String> rows() {
        return store.database.inTransaction(transaction -> transaction
                .handle()
                .createQuery("select kind || ' ' || channel || ' ' || status from notices order by id")
                .mapTo(String.class)
                .list());
    }

    @Test
    void aCeilingThatIsNearReachesTheOperatorsOnce() {
        admit("2.2");
        admit("2.2");
        after(Duration.ofSeconds(1));
        after(Duration.ofDays(1));

        assertThat(alarms()).singleElement().satisfies(alarm -> {
            assertThat(alarm.people()).containsExactly("olga");
            assertThat(alarm.alert().kind()).isEqualTo("budget");
            assertThat(alarm.alert().words())
                    .startsWith("The ceiling of repository acme/shop on 2026-01-05 (UTC) is near");
        });
        assertThat(store.query(Integer.class, "select count(*)::int from outbox"))
                .isZero();
    }

    @Test
    void theWarningOfATransactionThatIsTakenBackIsNotTold() {
        Ledger ledger = ledger("2.2", Optional.empty(), List.of(Chat.CHANNEL));
        Issue issue = store.newIssue();
        assertThatThrownBy(() -> store.database.useTransaction(transaction -> {
                    admit(transaction, ledger, issue);
                    throw new IllegalStateException("the claim fails");
                }))
                .hasMessageContaining("the claim fails");

        assertThat(rows()).isEmpty();
        admit(ledger);
        assertThat(rows()).containsExactly("budget chat pending");
    }

    @Test
    void whereNoChannelIsAttachedNothingIsPlanned() {
        admit(ledger("2.2", Optional.empty(), List.of()));

        assertThat(rows()).isEmpty();
    }

    @Test
    void aWarningAndAFindingSurviveTheProcessesThatPlannedAndCarriedThem() {
        admit("2.2");
        see("silent-worker", new Finding.Notice("host-1/worker-1", "It says nothing."));
        chore = chore();
        chat.dies = true;
        List<String> dying = new ArrayList<>();
        while (dying.size() < 2) {
            try {
                chore.run();
                throw new IllegalStateException("nobody was killed");
            } catch (AssertionError killed) {
                dying.add(killed.getMessage());
                chore = chore();
            }
        }
        chat.dies = false;
        List<String> planned = store.database.inTransaction(transaction -> transaction
                .handle()
                .createQuery("select marker from notices where status = 'pending' order by id")
                .mapTo(String.class)
                .list());
        assertThat(planned).hasSize(2);

        after(Duration.ofMinutes(14));
        assertThat(alarms()).isEmpty();
        after(Duration.ofMinutes(1));

        assertThat(alarms()).extracting(Notice::id).containsExactlyInAnyOrderElementsOf(planned);
        after(Duration.ofDays(2));
        assertThat(alarms()).hasSize(2);
    }

    @Test
    void theSameTroubleIsToldAgainOnlyWhenItHasBeenQuietForAWhileAndThenInItsNewestForm() {
        admit("2.2");
        after(Duration.ofSeconds(1));
        admit("2.3");
        after(Duration.ofMinutes(1));
        admit("2.4");
        admit("1");
        after(Duration.ofMinutes(1));

        assertThat(told())
                .as("that work stands still is another matter")
                .containsExactly("olga: budget repository near", "olga: budget repository reached");
        assertThat(rows())
                .containsExactly(
                        "budget chat delivered",
                        "budget chat cancelled",
                        "budget chat pending",
                        "budget chat delivered");
        after(Duration.ofMinutes(28));
        assertThat(alarms()).hasSize(3);
        assertThat(((Alert.Budget) alarms().getLast().alert()).warning().ceiling())
                .isEqualTo(Usd.of("2.4"));
    }

    @Test
    void whereNoOperatorIsNamedTheOwnersAreTold() {
        settings = settings(List.of());
        chore = chore();
        admit(ledger("2.2", Optional.of(Usd.of("2.2")), List.of(Chat.CHANNEL)));
        see("dead-letters", new Finding.Notice("acme/shop", "2 tasks were given up."));
        see("silent-worker", new Finding.Notice("host-1/worker-1", "It says nothing."));
        after(Duration.ofSeconds(1));

        assertThat(told())
                .containsExactlyInAnyOrder(
                        "acme: budget repository near",
                        "acme: budget tenant near",
                        "acme: finding dead-letters acme/shop",
                        "acme: finding silent-worker host-1/worker-1");
        assertThat(alarms())
                .extracting(alarm -> alarm.alert() instanceof Alert.Budget budget
                        ? budget.warning().scope()
                        : Scope.RUN)
                .contains(Scope.TENANT);
    }

    @Test
    void whoPlansTheSameAtTheSameTimeTakesNothingBack() {
        admit("2.2");
        Notices.Reference planned =
                store.database.inTransaction(transaction -> notices.alerts(transaction, store.tenantId, 1)
                        .getFirst()
                        .alert()
                        .orElseThrow());

        store.database.useTransaction(
                transaction -> notices.supersede(transaction, planned, Chat.CHANNEL, store.clock.instant()));

        assertThat(rows()).containsExactly("budget chat pending");
    }

    @Test
    void aFindingIsToldOnceForAsLongAsItLasts() {
        Finding finding = new Finding.Notice("acme/shop#1", "It goes in circles.");
        for (int look = 0; look < 5; look++) {
            see("oscillation", finding);
            after(Duration.ofSeconds(30));
        }

        assertThat(told()).containsExactly("olga: finding oscillation acme/shop#1");
        assertThat(NoticeJson.of(alarms().getFirst())
                        .path("finding")
                        .path("text")
                        .asText())
                .isEqualTo("It goes in circles.");
    }

    @Test
    void aFindingThatComesAndGoesIsToldOnceAWhile() {
        Finding finding = new Finding.Notice("acme/shop", "Its protection has changed.");
        for (int round = 0; round < 10; round++) {
            see("settings-drift", finding);
            after(Duration.ofMinutes(1));
            see("settings-drift");
            after(Duration.ofMinutes(1));
        }
        assertThat(told()).hasSize(1);
        see("settings-drift", finding);
        after(Duration.ofSeconds(30));
        assertThat(told()).hasSize(1);
        after(Duration.ofMinutes(30));

        assertThat(told()).as("it lasts when the quiet is over").hasSize(2);
    }

    @Test
    void whatTheSentinelSeesToByItselfIsToldOnlyOnceAPersonHasTo() {
        Issue issue = store.newIssue();
        String key = issue.key().toString();
        Remedy retry = new Remedy.Move(issue, Outcomes.RETRY, Optional.empty());
        see("transient-block", new Finding.Act(key, "The network failed.", retry));
        after(Duration.ofMinutes(1));
        assertThat(told()).isEmpty();

        see("transient-block", new Finding.Notice(key, "It was retried 3 times; a person decides."));
        after(Duration.ofMinutes(1));

        assertThat(told()).containsExactly("olga: finding transient-block " + key);
    }

    @Test
    void anIssueThatIsOverdueInTheHandsOfAPersonIsThatPersonsAlone() {
        Issue waiting = store.newIssue();
        Issue stuck = store.newIssue();
        store.database.useTransaction(transaction -> store.transitions.apply(
                transaction,
                TransitionRequest.event(
                        store.issues.lock(transaction, waiting.id()), "failure", Actor.operator("olga"), "no")));
        see(
                "overdue",
                new Finding.Notice(waiting.key().toString(), "It waits."),
                new Finding.Notice(stuck.key().toString(), "It is stuck."));
        after(Duration.ofMinutes(1));

        assertThat(told()).containsExactly("olga: finding overdue " + stuck.key());
    }

    @Test
    void aBrokenChannelIsTriedAgainAndWhatWasGivenUpIsShown() {
        chat.broken = Optional.of("no such room");
        admit("2.2");
        for (int hour = 0; hour < 48; hour++) {
            after(Duration.ofHours(1));
        }

        List<Notices.Told> failed =
                store.database.inTransaction(transaction -> notices.failed(transaction, store.tenantId, 10));
        assertThat(failed).singleElement().satisfies(each -> {
            assertThat(each.marker()).startsWith("budget-").endsWith("-chat");
            assertThat(each.error()).contains("no such room");
            assertThat(each.alert()).isPresent();
        });
        List<Notices.Told> alerts =
                store.database.inTransaction(transaction -> notices.alerts(transaction, store.tenantId, 10));
        assertThat(alerts).isEqualTo(failed);
    }

    @Test
    void theDigestOfAnOperatorHoldsWhatIsFoundAndWhatWasWarnedOf() {
        NoticeSettings usual = settings(List.of("olga"));
        settings = new NoticeSettings(
                usual.operators(),
                usual.reviewers(),
                true,
                usual.quiet(),
                usual.reminders(),
                usual.pausedAfter(),
                Optional.of(Duration.ofDays(1)),
                usual.digestAt(),
                Optional.empty());
        chore = chore();
        admit("2.2");
        see("silent-worker", new Finding.Notice("host-1/worker-1", "It says nothing."));
        after(Duration.ofDays(1));

        assertThat(chat.given(Notice.Digest.class).getLast()).satisfies(digest -> {
            assertThat(digest.people()).containsExactly("olga");
            assertThat(digest.issues()).isEmpty();
            assertThat(digest.alerts()).extracting(Alert::kind).containsExactly("budget", "finding");
        });
        see("silent-worker");
        after(Duration.ofDays(2));
        int digests = chat.given(Notice.Digest.class).size();
        after(Duration.ofDays(1));
        assertThat(chat.given(Notice.Digest.class)).as("nothing is left to say").hasSize(digests);
    }
}
