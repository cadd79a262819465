package io.colony.engine.ledger;

import static io.colony.engine.ledger.LedgerFixture.NOON;
import static io.colony.engine.ledger.LedgerFixture.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Ledger.Admission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerConcurrencyIT {
    private static final int THREADS = 16;

    private final LedgerFixture fixture = new LedgerFixture();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() {
        threads.shutdownNow();
        fixture.close();
    }

    @Test
    void sixteenRacersForTheLastDollarNeverOvershoot() throws Exception {
        Ledger ledger =
                Ledger.postgres(new Ceilings(Usd.of("1"), Usd.of("5"), Usd.of("3"), Optional.of(Usd.of("100"))));
        List<Account> issues = issues();
        List<Long> runs = issues.stream().map(fixture.store::run).toList();

        List<Boolean> granted = race(i -> tryReserve(ledger, issues.get(i), runs.get(i)));

        assertThat(granted).filteredOn(yes -> yes).hasSize(3);
        assertThat(fixture.dayTotal(issues.get(0), NOON).reserved()).isEqualTo(Usd.of("3"));
        assertThat(fixture.disagreements()).isEmpty();
    }

    @Test
    void sixteenSettlementsOfOneKeyBookOnce() throws Exception {
        Ledger ledger = Ledger.postgres(Ceilings.DEFAULT);
        Account issue = fixture.store.issue(1);
        long run = fixture.store.run(issue);
        fixture.store
                .database()
                .useTransaction(transaction -> ledger.reserve(transaction, issue, run, Usd.of("2"), NOON));

        race(i -> {
            fixture.store.database().useTransaction(transaction -> {
                if (i % 2 == 0) {
                    ledger.settle(transaction, issue, event("one", run, "1", NOON));
                } else {
                    ledger.release(transaction, issue, run, NOON);
                }
            });
            return true;
        });

        assertThat(fixture.issueTotal(issue)).isEqualTo(new CostReport.Total(Usd.of("1"), Usd.ZERO, 1));
        assertThat(fixture.disagreements()).isEmpty();
    }

    private List<Account> issues() {
        List<Account> issues = new ArrayList<>();
        for (int number = 1; number <= THREADS; number++) {
            issues.add(fixture.store.issue(number));
        }
        return issues;
    }

    private boolean tryReserve(Ledger ledger, Account account, long run) {
        return fixture.store.database().inTransaction(transaction -> {
            Admission admission = ledger.admit(transaction, account, Usd.of("1"), NOON);
            if (admission instanceof Admission.Granted granted) {
                ledger.reserve(transaction, account, run, granted.runCeiling(), NOON);
                return true;
            }
            return false;
        });
    }

    private List<Boolean> race(Racer racer) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<Boolean>> futures = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int racing = i;
            futures.add(threads.submit(() -> {
                start.await(30, TimeUnit.SECONDS);
                return racer.run(racing);
            }));
        }
        List<Boolean> results = new ArrayList<>();
        for (Future<Boolean> future : futures) {
            results.add(future.get(60, TimeUnit.SECONDS));
        }
        return results;
    }

    private interface Racer {
        boolean run(int number);
    }
}
