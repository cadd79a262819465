package io.colony.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.CostBreakdown.Span;
import io.colony.engine.ledger.CostBreakdown.Spending;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Ledger.Admission;
import io.colony.engine.ledger.Ledger.Raise;
import io.colony.engine.ledger.Ledger.Scope;
import io.colony.engine.ledger.LedgerModel.Booking;
import io.colony.engine.ledger.LedgerModel.Run;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whatever is claimed, settled, released, lost, found again late, repeated and raised, in whatever order: the ledger
 * answers as {@link LedgerModel} does, all sums agree, and what was let in was below every ceiling.
 */
class LedgerPropertyIT {
    private static final Usd RUN = Usd.of("2");
    private static final Ceilings CEILINGS = new Ceilings(RUN, Usd.of("5"), Usd.of("7"), Optional.of(Usd.of("12")));
    private static final Ledger LEDGER = Ledger.postgres(CEILINGS);

    private static final LedgerFixture FIXTURE = new LedgerFixture();
    private static int tries = 0;

    @AfterContainer
    static void close() {
        FIXTURE.close();
    }

    /** One step: by which issue, which of the runs, how much (in cents), how long after the last. */
    record Step(Act act, int issue, int run, int cents, Duration after) {}

    enum Act {
        CLAIM,
        SETTLE,
        LOSE,
        RELEASE,
        RAISE_ISSUE,
        RAISE_REPOSITORY,
        RAISE_TENANT
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Duration> waits = Arbitraries.of(
                Duration.ZERO, Duration.ofMinutes(1), Duration.ofHours(7), Duration.ofHours(47), Duration.ofDays(9));
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(6, Act.CLAIM),
                                Tuple.of(5, Act.SETTLE),
                                Tuple.of(3, Act.LOSE),
                                Tuple.of(2, Act.RELEASE),
                                Tuple.of(1, Act.RAISE_ISSUE),
                                Tuple.of(1, Act.RAISE_REPOSITORY),
                                Tuple.of(1, Act.RAISE_TENANT)),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 200),
                        waits)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Property(tries = 50)
    void theLedgerIsItsModel(@ForAll("steps") List<Step> steps) {
        List<Account> issues = freshIssues();
        LedgerModel model = new LedgerModel(CEILINGS);
        // Each try has years of its own, since the tenant's months and raises are shared.
        Instant now = Instant.parse("2000-01-30T22:00:00Z").plus(Duration.ofDays(1000L * tries));
        for (Step step : steps) {
            now = now.plus(step.after());
            play(step, issues, model, now);
            assertSame(issues, model, now);
        }
        assertThat(FIXTURE.disagreements()).isEmpty();
        assertThirtyDays(issues, now);
        // What is still open would count against the next try's tenant.
        Instant end = now;
        model.runs().forEach(run -> use(transaction -> LEDGER.release(transaction, run.account, run.id, end)));
    }

    private static List<Account> freshIssues() {
        tries++;
        List<Account> issues = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            long repository = FIXTURE.store.repository("acme/" + name + tries);
            issues.add(FIXTURE.store.issue(repository, 1));
            issues.add(FIXTURE.store.issue(repository, 2));
        }
        return issues;
    }

    private static void play(Step step, List<Account> issues, LedgerModel model, Instant now) {
        Account issue = issues.get(step.issue());
        switch (step.act()) {
            case CLAIM -> claim(issue, model, now);
            case SETTLE -> some(step, model).ifPresent(run -> settle(run, model, known(step, now)));
            case LOSE -> some(step, model).ifPresent(run -> settle(run, model, new Booking(RUN, now, true)));
            case RELEASE ->
                some(step, model).ifPresent(run -> {
                    use(transaction -> LEDGER.release(transaction, run.account, run.id, now));
                    model.release(run);
                });
            case RAISE_ISSUE -> raise(Scope.ISSUE, issue, "10", model, now);
            case RAISE_REPOSITORY -> raise(Scope.REPOSITORY, issue, "15", model, now);
            case RAISE_TENANT -> raise(Scope.TENANT, issue, "24", model, now);
        }
    }

    private static Optional<Run> some(Step step, LedgerModel model) {
        return model.runs().isEmpty()
                ? Optional.empty()
                : Optional.of(model.runs().get(step.run() % model.runs().size()));
    }

    private static void claim(Account account, LedgerModel model, Instant now) {
        long id = FIXTURE.store.run(account);
        boolean expected = model.admits(account, RUN, now);
        boolean granted = in(transaction -> {
            boolean yes = LEDGER.admit(transaction, account, RUN, now) instanceof Admission.Granted;
            if (yes) {
                LEDGER.reserve(transaction, account, id, RUN, now);
            }
            return yes;
        });
        assertThat(granted).as("admission of %s at %s", account, now).isEqualTo(expected);
        if (granted) {
            model.reserve(id, account, RUN);
        }
    }

    private static Booking known(Step step, Instant now) {
        return new Booking(new Usd(new BigDecimal(step.cents()).movePointLeft(2)), now, false);
    }

    /** A run that was released is not settled: its agent never started. */
    private static void settle(Run run, LedgerModel model, Booking booking) {
        if (run.reserved.isEmpty() && run.booked.isEmpty()) {
            return;
        }
        CostEvent event = booking.estimated()
                ? LedgerFixture.lost(run.id, booking.usd().amount().toPlainString(), booking.at())
                : LedgerFixture.event(
                        "run-" + run.id, run.id, booking.usd().amount().toPlainString(), booking.at());
        use(transaction -> LEDGER.settle(transaction, run.account, event));
        model.settle(run, booking);
    }

    private static void raise(Scope scope, Account account, String usd, LedgerModel model, Instant now) {
        Raise answer = in(
                transaction -> LEDGER.raise(transaction, scope, account.id(scope), Usd.of(usd), "ann", "a test", now));
        assertThat(answer).isInstanceOf(Raise.Granted.class);
        model.raise(scope, account.id(scope), Usd.of(usd), now);
    }

    private static void assertSame(List<Account> issues, LedgerModel model, Instant now) {
        for (Account issue : issues) {
            CostReport report = CostReport.postgres();
            assertThat(fromStore(transaction ->
                            report.issue(transaction, issue.issueId()).spent()))
                    .isEqualTo(model.spent(Scope.ISSUE, issue, now));
            assertThat(fromStore(transaction -> report.repositoryDay(transaction, issue.repositoryId(), now)
                            .spent()))
                    .isEqualTo(model.spent(Scope.REPOSITORY, issue, now));
            assertThat(fromStore(transaction -> report.tenantMonth(transaction, issue.tenantId(), now)
                            .spent()))
                    .isEqualTo(model.spent(Scope.TENANT, issue, now));
        }
    }

    /** Of the whole tenant and of each repository: the sum of the events of those UTC days, day by day. */
    private static void assertThirtyDays(List<Account> issues, Instant now) {
        LocalDate tomorrow = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
        List<Optional<Long>> repositories = new ArrayList<>(List.of(Optional.empty()));
        issues.forEach(issue -> repositories.add(Optional.of(issue.repositoryId())));
        for (Optional<Long> repository : repositories) {
            Span days = new Span(Optional.of(1L), repository, tomorrow, tomorrow).last(30);
            Spending rolledUp = in(transaction -> CostBreakdown.postgres().spending(transaction, days));
            assertThat(rolledUp).isEqualTo(new Spending(summed(days)));
        }
    }

    private static Map<LocalDate, Usd> summed(Span days) {
        Map<LocalDate, Usd> sums = new HashMap<>();
        in(transaction -> transaction.query(
                        row -> Map.entry(row.getObject(1, LocalDate.class), new Usd(row.getBigDecimal(2))),
                        """
                        select (at at time zone 'UTC')::date, usd from cost_events
                        where tenant_id = ? and repository_id = coalesce(?::bigint, repository_id)
                          and (at at time zone 'UTC')::date >= ? and (at at time zone 'UTC')::date < ?
                        """,
                        days.tenantId(),
                        days.repositoryId(),
                        days.from(),
                        days.to()))
                .forEach(event -> sums.merge(event.getKey(), event.getValue(), Usd::plus));
        return sums;
    }

    private static Usd fromStore(Function<Transaction, Usd> question) {
        return in(question);
    }

    private static <T> T in(Function<Transaction, T> function) {
        return FIXTURE.store.database().inTransaction(function);
    }

    private static void use(Consumer<Transaction> function) {
        FIXTURE.store.database().useTransaction(function);
    }
}
