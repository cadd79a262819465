package io.colony.engine.ledger;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The rows of {@code ledger_totals}: created on demand, locked in one order whoever locks them. */
final class PostgresTotals {
    private static final String SETTLEMENT = """
            with given as (
              select ?::bigint as issue, ?::bigint as repository, ?::text as day, ?::text as month, ?::bigint as run
            ), keys as (
              select 'issue' as scope, issue as scope_id, '' as period from given where issue is not null
              union select 'repository', repository, day from given
              union select 'repository-month', repository, month from given
              union select 'repository', g.repository, to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD')
                from given g join reservations r on r.run_id = g.run
            )
            select t.scope from keys k
            join ledger_totals t on (t.scope, t.scope_id, t.period) = (k.scope, k.scope_id, k.period)
            where (select count(*) from keys) = (
              select count(*) from keys k
              join ledger_totals t on (t.scope, t.scope_id, t.period) = (k.scope, k.scope_id, k.period))
            order by t.scope collate "C", t.period collate "C"
            for update of t
            """;

    private PostgresTotals() {}

    /** What a claim at a time compares and adds to. */
    static List<RowKey> ofClaim(Account account, Instant at) {
        return Stream.concat(ofIssue(account), Stream.of(RowKey.day(account, at)))
                .toList();
    }

    /** What an event and the reservation that it closes count in. */
    static List<RowKey> ofSettlement(Account account, Instant reservedAt, Instant eventAt) {
        return Stream.concat(
                        ofIssue(account),
                        Stream.of(
                                RowKey.day(account, reservedAt),
                                RowKey.day(account, eventAt),
                                RowKey.month(account, eventAt)))
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<RowKey> ofIssue(Account account) {
        return account.issue().isPresent() ? Stream.of(RowKey.issue(account)) : Stream.empty();
    }

    /**
     * Locks what {@link #ofSettlement} names, with the reservation's day looked up on the way. {@code false}, and nothing is
     * locked, where one of the rows does not exist.
     */
    static boolean lockedForSettlement(Transaction transaction, Account account, CostEvent event) {
        return !transaction
                .query(
                        row -> row.getString(1),
                        SETTLEMENT,
                        account.issue(),
                        account.repositoryId(),
                        Period.day(event.at()),
                        Period.month(event.at()),
                        event.runId())
                .isEmpty();
    }

    /**
     * Locks rows until the transaction ends. Where all exist, which is so but for the first time of a day, one statement
     * does it; where one is missing that statement locks none, and each is made and locked in its turn.
     *
     * @param keys distinct and in their natural order
     */
    static void lock(Transaction transaction, List<RowKey> keys) {
        lockMissing(transaction, keys, askLock(transaction, keys));
    }

    /** Asks for the locks without waiting: the answer has a row for each where all exist, else none. */
    static Answer<String> askLock(Transaction transaction, List<RowKey> keys) {
        // Twice: what is counted is what is locked.
        Object[] values = Collections.nCopies(2, keys).stream()
                .flatMap(List::stream)
                .flatMap(key -> Stream.<Object>of(key.scope(), key.scopeId(), key.period()))
                .toArray();
        String places = String.join(", ", Collections.nCopies(keys.size(), "(?, ?, ?)"));
        return transaction.ask(row -> row.getString(1), """
                select scope from ledger_totals
                where (scope, scope_id, period) in (%1$s)
                  and (select count(*) from ledger_totals where (scope, scope_id, period) in (%1$s)) = %2$d
                order by scope collate "C", period collate "C"
                for update
                """.formatted(places, keys.size()), values);
    }

    /** Makes and locks the rows where {@link #askLock} found that one is missing; whether that was so. */
    static boolean lockMissing(Transaction transaction, List<RowKey> keys, Answer<String> locked) {
        if (locked.rows().size() == keys.size()) {
            return false;
        }
        for (RowKey key : keys) {
            transaction.later(
                    "insert into ledger_totals (scope, scope_id, period) values (?, ?, ?) on conflict do nothing",
                    key.scope(),
                    key.scopeId(),
                    key.period());
            askLock(transaction, List.of(key)).rows();
        }
        return true;
    }

    /** What is booked on a row; nothing where there is no such row yet. */
    static Usd spent(Transaction transaction, RowKey key) {
        return transaction
                .query(
                        row -> new Usd(row.getBigDecimal(1)),
                        "select spent from ledger_totals where scope = ? and scope_id = ? and period = ?",
                        key.scope(),
                        key.scopeId(),
                        key.period())
                .stream()
                .findFirst()
                .orElse(Usd.ZERO);
    }

    /** Where a tenant has a ceiling, its claims and settlements go one after another. */
    static void lockTenant(Transaction transaction, Account account) {
        transaction.later("select id from tenants where id = ? for no key update", account.tenantId());
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
