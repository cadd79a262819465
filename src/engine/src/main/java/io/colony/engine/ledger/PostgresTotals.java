package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Ledger.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The roll-up rows: created on demand, locked in one order, added to. */
final class PostgresTotals {
    private PostgresTotals() {}

    /** The rows that an amount at a time counts in, in the order in which they are locked. */
    static List<RowKey> keys(Account account, Instant at) {
        return List.of(
                new RowKey(Scope.ISSUE, account.issueId(), Period.ALWAYS),
                new RowKey(Scope.REPOSITORY, account.repositoryId(), Period.day(at)),
                new RowKey(Scope.TENANT, account.tenantId(), Period.month(at)));
    }

    /** Locks the rows of both times, each once: issue, then days, then months, the earlier period first. */
    static void lock(Transaction transaction, Account account, Instant one, Instant other) {
        Stream.concat(keys(account, one).stream(), keys(account, other).stream())
                .distinct()
                .sorted()
                .forEach(key -> lock(transaction, key));
    }

    /** Locks a row until the transaction ends, and reads it. */
    static Row lock(Transaction transaction, RowKey key) {
        return select(transaction, key).orElseGet(() -> {
            create(transaction, key);
            return select(transaction, key).orElseThrow();
        });
    }

    private static Optional<Row> select(Transaction transaction, RowKey key) {
        return transaction
                .handle()
                .createQuery("""
                        select spent, reserved from ledger_totals
                        where scope = :scope and scope_id = :id and period = :period
                        for update
                        """)
                .bind("scope", key.scopeName())
                .bind("id", key.scopeId())
                .bind("period", key.period())
                .map((row, context) -> new Row(new Usd(row.getBigDecimal(1)), new Usd(row.getBigDecimal(2))))
                .findOne();
    }

    private static void create(Transaction transaction, RowKey key) {
        transaction
                .handle()
                .createUpdate("""
                        insert into ledger_totals (scope, scope_id, period) values (:scope, :id, :period)
                        on conflict do nothing
                        """)
                .bind("scope", key.scopeName())
                .bind("id", key.scopeId())
                .bind("period", key.period())
                .execute();
    }

    /** Adds to the rows of a time, which are locked already. */
    static void add(Transaction transaction, Account account, Instant at, Change change) {
        keys(account, at).forEach(key -> add(transaction.handle(), key, change));
    }

    private static void add(Handle handle, RowKey key, Change change) {
        handle.createUpdate("""
                        update ledger_totals
                        set spent = spent + :spent, reserved = reserved + :reserved, events = events + :events
                        where scope = :scope and scope_id = :id and period = :period
                        """)
                .bind("spent", change.spent().amount())
                .bind("reserved", change.reserved().amount())
                .bind("events", change.events())
                .bind("scope", key.scopeName())
                .bind("id", key.scopeId())
                .bind("period", key.period())
                .execute();
    }

    /** Names a row; the natural order is the order of locking. */
    record RowKey(Scope scope, long scopeId, String period) implements Comparable<RowKey> {
        String scopeName() {
            return scope.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public int compareTo(RowKey other) {
            int byScope = scope.compareTo(other.scope);
            return byScope != 0 ? byScope : period.compareTo(other.period);
        }
    }

    /** What a row says. */
    record Row(Usd spent, Usd reserved) {}

    /** What is added to a row; a reservation that ends is a negative one. */
    record Change(Usd spent, Usd reserved, int events) {
        static Change reserved(Usd usd) {
            return new Change(Usd.ZERO, usd, 0);
        }

        static Change unreserved(Usd usd) {
            return reserved(Usd.ZERO.minus(usd));
        }

        static Change spent(Usd usd) {
            return new Change(usd, Usd.ZERO, 1);
        }
    }
}
