package io.colony.engine.ledger;

import static io.colony.engine.ledger.LedgerFixture.NOON;
import static io.colony.engine.ledger.LedgerFixture.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Ledger.Admission;
import io.colony.engine.ledger.Ledger.Raise;
import io.colony.engine.ledger.Ledger.Scope;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerIT {
    private static final Instant LATE = Instant.parse("2026-01-31T23:59:00Z");
    private static final Instant AFTER_MIDNIGHT = Instant.parse("2026-02-01T00:01:00Z");
    private static final Usd TWO = Usd.of("2");

    private final LedgerFixture fixture = new LedgerFixture();
    private final Account issue = fixture.store.issue(1);
    private final Ledger ledger = Ledger.postgres(Ceilings.DEFAULT);

    @AfterEach
    void everySumAgrees() {
        assertThat(fixture.disagreements()).isEmpty();
        fixture.close();
    }

    @Test
    void movesAReservationToSpentWhenItSettles() {
        long run = reserved(issue, TWO, NOON);
        assertThat(fixture.issueTotal(issue)).isEqualTo(new CostReport.Total(Usd.ZERO, TWO, 0));
        assertThat(open(run)).contains(TWO);

        use(transaction -> ledger.settle(transaction, issue, event("a", run, "0.75", NOON)));

        assertThat(fixture.issueTotal(issue)).isEqualTo(new CostReport.Total(Usd.of("0.75"), Usd.ZERO, 1));
        assertThat(fixture.dayTotal(issue, NOON)).isEqualTo(new CostReport.Total(Usd.of("0.75"), Usd.ZERO, 1));
        assertThat(month(NOON)).isEqualTo(new CostReport.Total(Usd.of("0.75"), Usd.ZERO, 1));
        assertThat(open(run)).isEmpty();
    }

    @Test
    void settlingAndReleasingTwiceIsHarmless() {
        long settled = reserved(issue, TWO, NOON);
        long released = reserved(issue, TWO, NOON);
        for (int i = 0; i < 2; i++) {
            use(transaction -> ledger.settle(transaction, issue, event("a", settled, "1", NOON)));
            use(transaction -> ledger.release(transaction, issue, settled, NOON));
            use(transaction -> ledger.release(transaction, issue, released, NOON));
        }

        assertThat(fixture.issueTotal(issue)).isEqualTo(new CostReport.Total(Usd.of("1"), Usd.ZERO, 1));
    }

    @Test
    void booksACostThatComesAfterTheRelease() {
        long run = reserved(issue, TWO, NOON);
        use(transaction -> ledger.release(transaction, issue, run, NOON));

        use(transaction -> ledger.settle(transaction, issue, event("late", run, "1", NOON)));

        assertThat(fixture.issueTotal(issue)).isEqualTo(new CostReport.Total(Usd.of("1"), Usd.ZERO, 1));
    }

    @Test
    void refusesASecondReservationOfARun() {
        long run = reserved(issue, TWO, NOON);

        assertThatThrownBy(() -> use(transaction -> ledger.reserve(transaction, issue, run, TWO, NOON)))
                .hasMessageContaining("reservations_run_id_key")
                .hasMessageContaining(Long.toString(run));
        assertThat(fixture.issueTotal(issue).reserved()).isEqualTo(TWO);
    }

    @Test
    void aRunAcrossMidnightIsReservedInItsDayAndSpentInTheNext() {
        long run = reserved(issue, TWO, LATE);
        assertThat(fixture.dayTotal(issue, LATE).reserved()).isEqualTo(TWO);

        use(transaction -> ledger.settle(transaction, issue, event("a", run, "1.5", AFTER_MIDNIGHT)));

        assertThat(fixture.dayTotal(issue, LATE)).isEqualTo(new CostReport.Total(Usd.ZERO, Usd.ZERO, 0));
        assertThat(fixture.dayTotal(issue, AFTER_MIDNIGHT)).isEqualTo(new CostReport.Total(Usd.of("1.5"), Usd.ZERO, 1));
        assertThat(in(transaction -> CostReport.postgres().tenantMonth(transaction, 1, AFTER_MIDNIGHT))
                        .spent())
                .isEqualTo(Usd.of("1.5"));
    }

    @Test
    void aRunThatIsOpenAtMidnightCountsAgainstTheNewDayAndMonth() {
        Ledger tight = Ledger.postgres(new Ceilings(TWO, Usd.of("5"), Usd.of("3"), Optional.of(Usd.of("3"))));
        long open = reserved(issue, TWO, LATE);

        assertThat(admit(tight, TWO, AFTER_MIDNIGHT)).isInstanceOfSatisfying(Admission.Exceeded.class, exceeded -> {
            assertThat(exceeded.scope()).isEqualTo(Scope.REPOSITORY);
            assertThat(exceeded.reserved()).isEqualTo(TWO);
            assertThat(exceeded.onlyReservations()).isTrue();
        });

        use(transaction -> ledger.settle(transaction, issue, event("a", open, "1", LATE)));
        assertThat(admit(tight, TWO, AFTER_MIDNIGHT)).isInstanceOf(Admission.Granted.class);
    }

    @Test
    void namesTheFirstCeilingThatWouldBePassed() {
        long first = reserved(issue, TWO, NOON);
        use(transaction -> ledger.settle(transaction, issue, event("a", first, "3.5", NOON)));

        assertThat(admit(ledger, TWO, NOON)).isInstanceOfSatisfying(Admission.Exceeded.class, exceeded -> {
            assertThat(exceeded.scope()).isEqualTo(Scope.ISSUE);
            assertThat(exceeded.onlyReservations()).isFalse();
            assertThat(exceeded.reason()).contains("$5.00", "$3.50", "$2.00");
        });
        assertThat(admit(ledger, Usd.of("1.5"), NOON)).isEqualTo(new Admission.Granted(Usd.of("1.5")));
        assertThat(admit(ledger, Usd.of("2.000001"), NOON))
                .isInstanceOfSatisfying(
                        Admission.Exceeded.class,
                        exceeded -> assertThat(exceeded.scope()).isEqualTo(Scope.RUN));
    }

    @Test
    void theNextDayIsANewWindowForTheRepositoryButNotForTheIssue() {
        Ledger tight = Ledger.postgres(new Ceilings(TWO, Usd.of("5"), Usd.of("3"), Optional.empty()));
        long first = reserved(issue, TWO, NOON);
        use(transaction -> ledger.settle(transaction, issue, event("a", first, "2", NOON)));

        assertThat(admit(tight, TWO, NOON)).isInstanceOf(Admission.Exceeded.class);
        assertThat(admit(tight, TWO, NOON.plus(Duration.ofDays(1)))).isInstanceOf(Admission.Granted.class);
        assertThat(fixture.issueTotal(issue).spent()).isEqualTo(TWO);
    }

    @Test
    void aRaisedCeilingIsInForceUntilItExpires() {
        Raise raise = in(transaction ->
                ledger.raise(transaction, Scope.ISSUE, issue.issueId(), Usd.of("9"), "ann", "worth it", NOON));

        assertThat(raise).isEqualTo(new Raise.Granted(Usd.of("9"), NOON.plus(Duration.ofDays(2))));
        assertThat(ceilings(NOON.plus(Duration.ofHours(47))).issue()).isEqualTo(Usd.of("9"));
        assertThat(ceilings(NOON.plus(Duration.ofDays(2))).issue()).isEqualTo(Usd.of("5"));
    }

    @Test
    void theNewestRaiseCountsAndARefusedOneChangesNothing() {
        raise(Scope.RUN, issue.issueId(), "3");
        raise(Scope.RUN, issue.issueId(), "4");

        assertThat(raise(Scope.RUN, issue.issueId(), "6.01")).isInstanceOf(Raise.Refused.class);
        assertThat(raise(Scope.TENANT, issue.tenantId(), "6")).isInstanceOf(Raise.Refused.class);
        assertThat(ceilings(NOON).run()).isEqualTo(Usd.of("4"));
        assertThat(ceilings(NOON).tenantMonth()).isEmpty();
    }

    @Test
    void reportsAnIssuePerStageAndEvent() {
        long run = reserved(issue, TWO, NOON);
        CostEvent event = event("a", run, "0.25", NOON);
        use(transaction -> ledger.settle(transaction, issue, event));
        use(transaction -> ledger.settle(transaction, issue, event("b", run, "0.5", NOON)));

        assertThat(stages())
                .containsExactly(new CostReport.StageCost(
                        "develop",
                        "builder",
                        1,
                        Usd.of("0.75"),
                        false,
                        new BigDecimal("3.000"),
                        new Tokens(200, 40, 60, 8, 2)));
        assertThat(events())
                .hasSize(2)
                .first()
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(event);
    }

    private long reserved(Account account, Usd usd, Instant now) {
        long run = fixture.store.run(account);
        use(transaction -> ledger.reserve(transaction, account, run, usd, now));
        return run;
    }

    private Optional<Usd> open(long run) {
        return in(transaction -> ledger.openReservation(transaction, run));
    }

    private CostReport.Total month(Instant at) {
        return in(transaction -> CostReport.postgres().tenantMonth(transaction, 1, at));
    }

    private List<CostReport.StageCost> stages() {
        return in(transaction -> CostReport.postgres().stages(transaction, issue.issueId()));
    }

    private List<CostEvent> events() {
        return in(transaction -> CostReport.postgres().events(transaction, issue.issueId()));
    }

    private Admission admit(Ledger by, Usd usd, Instant now) {
        return in(transaction -> by.admit(transaction, issue, usd, now));
    }

    private Raise raise(Scope scope, long id, String usd) {
        return in(transaction -> ledger.raise(transaction, scope, id, Usd.of(usd), "ann", "test", NOON));
    }

    private Ceilings ceilings(Instant now) {
        return in(transaction -> ledger.ceilings(transaction, issue, now));
    }

    private <T> T in(Function<Transaction, T> function) {
        return fixture.store.database().inTransaction(function);
    }

    private void use(Consumer<Transaction> function) {
        fixture.store.database().useTransaction(function);
    }
}
