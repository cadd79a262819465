package io.colony.engine.ledger;

import static io.colony.engine.ledger.LedgerFixture.NOON;
import static io.colony.engine.ledger.LedgerFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Ledger.Admission;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sixty-four workers, each on a connection of its own, at the same budget. */
class LedgerConcurrencyIT {
    private static final int WORKERS = 64;
    private static final int REPOSITORIES = 4;
    private static final Usd ONE = Usd.of("1");
    private static final Ceilings TIGHT = new Ceilings(ONE, Usd.of("2.5"), Usd.of("9"), Optional.of(Usd.of("21")));

    private final LedgerFixture fixture = new LedgerFixture();
    private final Database database = fixture.store.databaseWith(WORKERS);
    private final ExecutorService threads = Executors.newFixedThreadPool(WORKERS);

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
        fixture.close();
    }

    @Test
    void sixtyFourRacersForATenantsLastDollarNeverOvershoot() throws Exception {
        Ledger ledger = Ledger.postgres(new Ceilings(ONE, Usd.of("5"), Usd.of("100"), Optional.of(Usd.of("3.99"))));
        List<Account> issues = issues(WORKERS);
        for (int round = 0; round < 3; round++) {
            Instant month = NOON.plus(Duration.ofDays(40L * round));
            List<Long> runs = issues.stream().map(fixture.store::run).toList();

            List<Boolean> granted = race(i -> tryReserve(ledger, issues.get(i), runs.get(i), month));

            assertThat(granted).as("round %d", round).filteredOn(yes -> yes).hasSize(3);
            // What is open would count in the next month as well.
            race(i -> {
                database.useTransaction(transaction -> ledger.release(transaction, issues.get(i), runs.get(i), month));
                return true;
            });
        }
        assertThat(fixture.disagreements()).isEmpty();
        assertThat(deadlocks()).isZero();
    }

    @Test
    void sixtyFourRacersForAnIssuesAndARepositorysLastDollarNeverOvershoot() throws Exception {
        Ledger ledger = Ledger.postgres(new Ceilings(ONE, Usd.of("2"), Usd.of("3"), Optional.empty()));
        List<Account> issues = issues(2 * REPOSITORIES);
        List<Long> runs = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            runs.add(fixture.store.run(issues.get(i % issues.size())));
        }

        List<Boolean> granted = race(i -> tryReserve(ledger, issues.get(i % issues.size()), runs.get(i), NOON));

        // Two issues of two dollars each per repository, whose day has three.
        assertThat(granted).filteredOn(yes -> yes).hasSize(3 * REPOSITORIES);
        assertThat(overspent()).isEmpty();
        assertThat(fixture.disagreements()).isEmpty();
        assertThat(deadlocks()).isZero();
    }

    @Test
    void settlementsOfOneKeyBookOnce() throws Exception {
        Ledger ledger = Ledger.postgres(Ceilings.DEFAULT);
        Account issue = fixture.store.issue(1);
        long run = fixture.store.run(issue);
        database.useTransaction(transaction -> ledger.reserve(transaction, issue, run, Usd.of("2"), NOON));

        race(i -> {
            database.useTransaction(transaction -> {
                if (i % 2 == 0) {
                    ledger.settle(transaction, issue, event("one", run, "1", NOON));
                } else {
                    ledger.release(transaction, issue, run, NOON);
                }
            });
            return true;
        });

        assertThat(fixture.issueTotal(issue)).isEqualTo(new CostReport.Total(ONE, Usd.ZERO, 1));
        assertThat(fixture.disagreements()).isEmpty();
    }

    @Test
    void lateResultsOfOneLostRunCorrectItOnce() throws Exception {
        Ledger ledger = Ledger.postgres(Ceilings.DEFAULT);
        Account issue = fixture.store.issue(1);
        long run = fixture.store.run(issue);
        database.useTransaction(transaction -> ledger.reserve(transaction, issue, run, Usd.of("2"), NOON));
        database.useTransaction(transaction -> ledger.settle(transaction, issue, LedgerFixture.lost(run, "2", NOON)));

        race(i -> {
            Instant late = NOON.plus(Duration.ofDays(i));
            database.useTransaction(
                    transaction -> ledger.settle(transaction, issue, event("run-" + run, run, "0.25", late)));
            return true;
        });

        assertThat(fixture.issueTotal(issue)).isEqualTo(new CostReport.Total(Usd.of("0.25"), Usd.ZERO, 3));
        assertThat(fixture.disagreements()).isEmpty();
    }

    /** Claims, settlements, releases, lost runs, late and repeated results, and transactions that die half way. */
    @Test
    void whateverHappensAtOnceNoCeilingIsPassedAndNoSumIsWrong() throws Exception {
        Ledger ledger = Ledger.postgres(TIGHT);
        List<Account> issues = issues(3 * REPOSITORIES);

        List<Boolean> unharmed = race(i -> {
            Random random = new Random(i);
            for (int step = 0; step < 8; step++) {
                Account account = issues.get(random.nextInt(issues.size()));
                long run = fixture.store.run(account);
                if (tryReserve(ledger, account, run, NOON)) {
                    end(ledger, account, run, random);
                }
            }
            return true;
        });

        assertThat(unharmed).hasSize(WORKERS).containsOnly(true);
        assertThat(overspent()).isEmpty();
        assertThat(fixture.disagreements()).isEmpty();
        assertThat(deadlocks()).isZero();
    }

    private void end(Ledger ledger, Account account, long run, Random random) {
        CostEvent known = event(
                "run-" + run,
                run,
                new BigDecimal(random.nextInt(100)).movePointLeft(3).toString(),
                NOON);
        switch (random.nextInt(5)) {
            case 0 -> use(transaction -> ledger.release(transaction, account, run, NOON));
            case 1 -> {
                use(transaction -> ledger.settle(transaction, account, LedgerFixture.lost(run, "1", NOON)));
                use(transaction -> ledger.settle(transaction, account, known));
            }
            case 2 -> {
                dieHalfWay(transaction -> ledger.settle(transaction, account, known));
                use(transaction -> ledger.settle(transaction, account, known));
            }
            default -> {
                use(transaction -> ledger.settle(transaction, account, known));
                use(transaction -> ledger.settle(transaction, account, known));
            }
        }
    }

    private void use(java.util.function.Consumer<Transaction> act) {
        database.useTransaction(act);
    }

    private void dieHalfWay(java.util.function.Consumer<Transaction> act) {
        try {
            database.useTransaction(transaction -> {
                act.accept(transaction);
                throw new Crash();
            });
        } catch (Crash expected) {
            // Nothing of it is left.
        }
    }

    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private List<Account> issues(int count) {
        List<Long> repositories = new ArrayList<>();
        for (int number = 0; number < REPOSITORIES; number++) {
            repositories.add(fixture.store.repository("acme/race-" + number));
        }
        List<Account> issues = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            issues.add(fixture.store.issue(repositories.get(number % REPOSITORIES), number));
        }
        return issues;
    }

    private boolean tryReserve(Ledger ledger, Account account, long run, Instant at) {
        return database.inTransaction(transaction -> {
            if (ledger.admit(transaction, account, ONE, at) instanceof Admission.Granted granted) {
                ledger.reserve(transaction, account, run, granted.runCeiling(), at);
                return true;
            }
            return false;
        });
    }

    /** What is spent and reserved beyond what {@link #TIGHT} or a tighter ceiling lets through. */
    private List<String> overspent() {
        return database.inTransaction(transaction ->
                transaction.handle().createQuery("""
                        select concat_ws(' ', scope, scope_id, spent, reserved) from ledger_totals
                        where spent + reserved > case scope when 'issue' then 2.5 when 'repository' then 9 else 21 end
                        union all
                        select concat_ws(' ', 'tenant', sum(spent)) from ledger_totals
                        where scope = 'repository-month' having sum(spent) > 21
                        """).mapTo(String.class).list());
    }

    private long deadlocks() {
        return database.inTransaction(transaction -> transaction
                .handle()
                .createQuery("select deadlocks from pg_stat_database where datname = current_database()")
                .mapTo(Long.class)
                .one());
    }

    private List<Boolean> race(Racer racer) throws Exception {
        CyclicBarrier start = new CyclicBarrier(WORKERS);
        List<Future<Boolean>> futures = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            int racing = i;
            futures.add(threads.submit(() -> {
                start.await(60, TimeUnit.SECONDS);
                return racer.run(racing);
            }));
        }
        List<Boolean> results = new ArrayList<>();
        for (Future<Boolean> future : futures) {
            results.add(future.get(120, TimeUnit.SECONDS));
        }
        return results;
    }

    private interface Racer {
        boolean run(int number);
    }
}
