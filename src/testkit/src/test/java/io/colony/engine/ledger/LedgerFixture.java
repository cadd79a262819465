package io.colony.engine.ledger;

import io.colony.engine.forge.StoreFixture;
import io.colony.engine.ledger.Ledger.Account;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A store, and the sums that must agree in it. */
final class LedgerFixture implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    final StoreFixture store = new StoreFixture();

    static CostEvent event(String key, long runId, String usd, Instant at) {
        return new CostEvent(
                key,
                CostEvent.Kind.INVOCATION,
                runId,
                "builder",
                "develop",
                1,
                "command",
                Optional.of("m"),
                3,
                new Tokens(100, 20, 30, 4, 1),
                Usd.of(usd),
                false,
                Optional.of(CostBasis.STATED),
                new BigDecimal("1.5"),
                at);
    }

    /** What a lost run is booked at. */
    static CostEvent lost(long runId, String usd, Instant at) {
        return new CostEvent(
                "run-" + runId,
                CostEvent.Kind.INVOCATION,
                runId,
                "builder",
                "develop",
                1,
                "command",
                Optional.empty(),
                0,
                Tokens.NONE,
                Usd.of(usd),
                true,
                Optional.of(CostBasis.LOST),
                BigDecimal.ZERO,
                at);
    }

    /** Every sum that says something else than the events and open reservations that belong to it. */
    List<LedgerVerification.Mismatch> disagreements() {
        return LedgerVerification.postgres(store.database()).verify().mismatches();
    }

    CostReport.Total issueTotal(Account account) {
        return store.database()
                .inTransaction(transaction -> CostReport.postgres().issue(transaction, account.issueId()));
    }

    CostReport.Total dayTotal(Account account, Instant at) {
        return store.database()
                .inTransaction(
                        transaction -> CostReport.postgres().repositoryDay(transaction, account.repositoryId(), at));
    }

    @Override
    public void close() {
        store.close();
    }
}
