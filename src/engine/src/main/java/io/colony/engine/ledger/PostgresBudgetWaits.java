package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Ledger.Scope;
import io.colony.engine.ledger.Ledger.Wait;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The table {@code budget_waits}: who waits for which ceiling. */
final class PostgresBudgetWaits {
    /** Nobody lets more than this try again at once; who is left looks again at the next settlement, or on its own. */
    private static final int MOST = 500;

    private PostgresBudgetWaits() {}

    static void note(Transaction transaction, Account account, Wait wait, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        insert into budget_waits (issue_id, tenant_id, repository_id, scope, stopped, needed, reason, since)
                        values (:issue, :tenant, :repository, :scope, :stopped, :needed, :reason, :now)
                        on conflict (issue_id) do update set scope = excluded.scope, stopped = excluded.stopped,
                          needed = excluded.needed, reason = excluded.reason
                        """)
                .bind("issue", account.issueId())
                .bind("tenant", account.tenantId())
                .bind("repository", account.repositoryId())
                .bind("scope", wait.scope().slug())
                .bind("stopped", wait.stopped())
                .bind("needed", wait.needed().amount())
                .bind("reason", wait.reason())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    static void end(Transaction transaction, long issueId) {
        transaction
                .handle()
                .createUpdate("delete from budget_waits where issue_id = :issue")
                .bind("issue", issueId)
                .execute();
    }

    /** Forgets, and answers in the queue's order, those held issues that the account has room for now. */
    static List<Long> takeThoseWithRoom(Transaction transaction, Account account, Standing standing) {
        List<Long> issues = new ArrayList<>(ownHold(transaction, account));
        issues.addAll(waiting(transaction, Scope.REPOSITORY, account.repositoryId(), standing));
        issues.addAll(waiting(transaction, Scope.TENANT, account.tenantId(), standing));
        issues.forEach(issue -> end(transaction, issue));
        return issues;
    }

    /** Held for reservations of its own earlier runs. */
    private static List<Long> ownHold(Transaction transaction, Account account) {
        return transaction
                .handle()
                .createQuery("""
                        select issue_id from budget_waits
                        where issue_id = :issue and not stopped and scope in ('run', 'issue')
                        """)
                .bind("issue", account.issue())
                .mapTo(Long.class)
                .list();
    }

    private static List<Long> waiting(Transaction transaction, Scope scope, long scopeId, Standing standing) {
        Usd room = standing.room(scope).orElse(Usd.ZERO);
        if (room.compareTo(Usd.ZERO) <= 0) {
            return List.of();
        }
        List<Long> fitting = new ArrayList<>();
        for (Held held : held(transaction, scope, scopeId)) {
            room = room.minus(held.needed());
            if (room.compareTo(Usd.ZERO) < 0) {
                break;
            }
            fitting.add(held.issueId());
        }
        return fitting;
    }

    private static List<Held> held(Transaction transaction, Scope scope, long scopeId) {
        return transaction
                .handle()
                .createQuery("""
                        select w.issue_id, w.needed from budget_waits w
                        join tasks t on t.issue_id = w.issue_id and t.state = 'queued'
                        where not w.stopped and w.scope = '%1$s' and w.%1$s_id = :id
                        order by t.priority desc, t.run_after, t.id
                        limit %2$d
                        """.formatted(scope.slug(), MOST))
                .bind("id", scopeId)
                .map((row, context) -> new Held(row.getLong(1), new Usd(row.getBigDecimal(2))))
                .list();
    }

    private record Held(long issueId, Usd needed) {}
}
