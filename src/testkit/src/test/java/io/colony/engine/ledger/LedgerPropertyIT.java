package io.colony.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Ledger.Admission;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever is reserved, settled and released in whatever order: the sums agree, and no ceiling is passed. */
class LedgerPropertyIT {
    private static final Usd RUN = Usd.of("2");
    private static final Usd ISSUE = Usd.of("5");
    private static final Usd DAY = Usd.of("7");
    private static final Usd MONTH = Usd.of("12");
    private static final Ledger LEDGER = Ledger.postgres(new Ceilings(RUN, ISSUE, DAY, Optional.of(MONTH)));

    private static final LedgerFixture FIXTURE = new LedgerFixture();
    private static int repositories = 0;

    @AfterContainer
    static void close() {
        FIXTURE.close();
    }

    /** One step: by which issue, which of its runs, how much of the run's ceiling (in cents), how long after the last. */
    record Step(Act act, int issue, int run, int cents, Duration after) {}

    enum Act {
        CLAIM,
        SETTLE,
        RELEASE
    }

    private record Run(Account account, long id) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Duration> waits =
                Arbitraries.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofHours(7), Duration.ofDays(9));
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(3, Act.CLAIM), Tuple.of(3, Act.SETTLE), Tuple.of(1, Act.RELEASE)),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 200),
                        waits)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Property(tries = 60)
    void sumsAgreeAndNoCeilingIsPassed(@ForAll("steps") List<Step> steps) {
        List<Account> issues = freshIssues();
        List<Run> runs = new ArrayList<>();
        // Each try has a year of its own, since the tenant's months are shared.
        Instant now = Instant.parse("2000-01-30T22:00:00Z").plus(Duration.ofDays(1000L * repositories));
        for (Step step : steps) {
            now = now.plus(step.after());
            play(step, issues, runs, now);
            assertNoCeilingIsPassed(issues);
        }
        assertThat(FIXTURE.disagreements()).isEmpty();
        // What is still open would count against the next try's tenant.
        Instant end = now;
        runs.forEach(run -> use(transaction -> LEDGER.release(transaction, run.account(), run.id(), end)));
    }

    private static List<Account> freshIssues() {
        long repository = FIXTURE.store.repository("acme/r" + ++repositories);
        return List.of(
                FIXTURE.store.issue(repository, 1),
                FIXTURE.store.issue(repository, 2),
                FIXTURE.store.issue(repository, 3));
    }

    private static void play(Step step, List<Account> issues, List<Run> runs, Instant now) {
        switch (step.act()) {
            case CLAIM -> claim(issues.get(step.issue()), runs, now);
            case SETTLE -> {
                if (!runs.isEmpty()) {
                    settle(runs.get(step.run() % runs.size()), step.cents(), now);
                }
            }
            case RELEASE -> {
                if (!runs.isEmpty()) {
                    Run run = runs.get(step.run() % runs.size());
                    use(transaction -> LEDGER.release(transaction, run.account(), run.id(), now));
                }
            }
        }
    }

    private static void claim(Account account, List<Run> runs, Instant now) {
        long id = FIXTURE.store.run(account);
        use(transaction -> {
            if (LEDGER.admit(transaction, account, RUN, now) instanceof Admission.Granted granted) {
                LEDGER.reserve(transaction, account, id, granted.runCeiling(), now);
                runs.add(new Run(account, id));
            }
        });
    }

    /** Settles within the reservation; a run that was released before stays as it is, since its agent never started. */
    private static void settle(Run run, int cents, Instant now) {
        String usd = new BigDecimal(cents).movePointLeft(2).toPlainString();
        CostEvent event = LedgerFixture.event("run:" + run.id(), run.id(), usd, now);
        use(transaction -> {
            boolean settledBefore =
                    LEDGER.openReservation(transaction, run.id()).isEmpty();
            if (!settledBefore || wasSettled(transaction, run.id())) {
                LEDGER.settle(transaction, run.account(), event);
            }
        });
    }

    private static boolean wasSettled(Transaction transaction, long runId) {
        return transaction
                .handle()
                .createQuery("select state = 'settled' from reservations where run_id = :run")
                .bind("run", runId)
                .mapTo(Boolean.class)
                .one();
    }

    private static void assertNoCeilingIsPassed(List<Account> issues) {
        List<String> passed = FIXTURE.store
                .database()
                .inTransaction(transaction -> transaction
                        .handle()
                        .createQuery("""
                        select concat_ws(' ', scope, scope_id, period, spent, reserved) from ledger_totals
                        where spent + reserved > case scope
                          when 'issue' then :issue when 'repository' then :day else :month end
                        union all
                        select concat_ws(' ', 'tenant', period, sum(spent)) from ledger_totals
                        where scope = 'repository-month' group by period having sum(spent) > :month
                        """)
                        .bind("issue", ISSUE.amount())
                        .bind("day", DAY.amount())
                        .bind("month", MONTH.amount())
                        .mapTo(String.class)
                        .list());
        assertThat(passed).as("ceilings passed by %s", issues).isEmpty();
    }

    private static void use(Consumer<Transaction> function) {
        FIXTURE.store.database().useTransaction(function);
    }
}
