package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The rows of {@code ledger_totals}: created on demand, locked in one order whoever locks them. */
final class PostgresTotals {
    private PostgresTotals() {}

    /** What a claim at a time compares and adds to. */
    static List<RowKey> ofClaim(Account account, Instant at) {
        return List.of(RowKey.issue(account), RowKey.day(account, at));
    }

    /** What an event and the reservation that it closes count in. */
    static List<RowKey> ofSettlement(Account account, Instant reservedAt, Instant eventAt) {
        return Stream.of(
                        RowKey.issue(account),
                        RowKey.day(account, reservedAt),
                        RowKey.day(account, eventAt),
                        RowKey.month(account, eventAt))
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Locks rows until the transaction ends. Where all exist, which is so but for the first time of a day, one statement
     * does it; where one is missing that statement locks none, and each is made and locked in its turn.
     *
     * @param keys distinct and in their natural order
     */
    static void lock(Transaction transaction, List<RowKey> keys) {
        if (!lockedAll(transaction.handle(), keys)) {
            keys.forEach(key -> lockOrCreate(transaction.handle(), key));
        }
    }

    /** Where a tenant has a ceiling, its claims and settlements go one after another. */
    static void lockTenant(Transaction transaction, Account account) {
        transaction
                .handle()
                .createQuery("select id from tenants where id = :id for no key update")
                .bind("id", account.tenantId())
                .mapTo(Long.class)
                .findOne();
    }

    private static boolean lockedAll(Handle handle, List<RowKey> keys) {
        String places = IntStream.range(0, keys.size())
                .mapToObj(n -> "(:scope" + n + ", :id" + n + ", :period" + n + ")")
                .collect(Collectors.joining(", "));
        Query query = handle.createQuery("""
                select scope from ledger_totals
                where (scope, scope_id, period) in (%1$s)
                  and (select count(*) from ledger_totals where (scope, scope_id, period) in (%1$s)) = %2$d
                order by scope collate "C", period collate "C"
                for update
                """.formatted(places, keys.size()));
        for (int n = 0; n < keys.size(); n++) {
            bind(query, keys.get(n), n);
        }
        return query.mapTo(String.class).list().size() == keys.size();
    }

    private static void bind(Query query, RowKey key, int n) {
        query.bind("scope" + n, key.scope()).bind("id" + n, key.scopeId()).bind("period" + n, key.period());
    }

    private static void lockOrCreate(Handle handle, RowKey key) {
        if (!lockedAll(handle, List.of(key))) {
            handle.createUpdate("""
                            insert into ledger_totals (scope, scope_id, period) values (:scope, :id, :period)
                            on conflict do nothing
                            """)
                    .bind("scope", key.scope())
                    .bind("id", key.scopeId())
                    .bind("period", key.period())
                    .execute();
            lockedAll(handle, List.of(key));
        }
    }

    /** Names a row; the natural order is the order of locking. */
    record RowKey(String scope, long scopeId, String period) implements Comparable<RowKey> {
        private static final Comparator<RowKey> ORDER =
                Comparator.comparing(RowKey::scope).thenComparing(RowKey::period);

        static RowKey issue(Account account) {
            return new RowKey("issue", account.issueId(), Period.ALWAYS);
        }

        static RowKey day(Account account, Instant at) {
            return new RowKey("repository", account.repositoryId(), Period.day(at));
        }

        static RowKey month(Account account, Instant at) {
            return new RowKey("repository-month", account.repositoryId(), Period.month(at));
        }

        @Override
        public int compareTo(RowKey other) {
            return ORDER.compare(this, other);
        }
    }
}
