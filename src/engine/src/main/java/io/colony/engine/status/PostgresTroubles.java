package io.colony.engine.status;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What is out of order, in one round trip: asked when it is made. Each question has the repository as its parameter {@code
 * w}, which is null for all.
 */
final class PostgresTroubles {
    /** Begins a question whose first value is the repository. */
    private static final String WANTED = "with wanted (slug) as (select ?::text) ";

    private static final String BREAKERS = WANTED + """
            select b.scope, b.scope_key, b.failures, b.openings, b.opened_at, b.open_until, b.reason,
              exists (select 1 from tasks t where t.id = b.probe_task and t.epoch = b.probe_epoch
                      and t.state = 'claimed') as probing
            from breakers b, wanted w
            where (b.opened_at is not null or not ?) and (w.slug is null
              or b.scope = 'repository' and b.scope_key = w.slug
              or b.scope = 'issue-stage' and starts_with(b.scope_key, w.slug || '#')
              or b.scope = 'back-end' and b.scope_key in (
                select e.back_end from repository_back_ends e
                join repositories r on r.id = e.repository_id where r.slug = w.slug))
            order by b.opened_at nulls last, b.scope, b.scope_key limit ?
            """;

    private static final String FINDINGS = WANTED + """
            select f.id, f.detector, f.subject, f.reason, f.for_people, f.first_seen, f.last_seen, f.times_seen, f.last_act
            from sentinel_findings f, wanted w
            where f.resolved_at is null and (f.detector = 'settings-drift') = ?
              and (w.slug is null or f.subject = w.slug or starts_with(f.subject, w.slug || '#'))
            order by f.first_seen, f.id limit ?
            """;

    /** As the ledger counts who waits: whoever was let go on since is not there any more, or has no held task. */
    private static final String MONEY = WANTED + """
            select r.slug || '#' || i.number as issue, m.scope, m.stopped, m.reason, m.since
            from budget_waits m
            join issues i on i.id = m.issue_id
            join repositories r on r.id = i.repository_id
            cross join wanted w
            left join tasks t on t.issue_id = i.id and t.state = 'queued' and t.held_until is not null
            where (w.slug is null or r.slug = w.slug)
              and case when m.stopped then i.state = 'failure-blocked' else t.id is not null end
            order by m.since, m.issue_id limit ?
            """;

    /** The newest warning of each ceiling, unless the ceiling was raised above it since. */
    private static final String CEILINGS = WANTED + """
            select * from (
              select distinct on (l.scope, l.scope_id, l.period) l.scope, l.period, l.level, l.ceiling, l.spent, l.reserved,
                l.at, coalesce(r.slug || '#' || i.number, o.slug, t.slug) as subject
              from wanted w, ledger_warnings l
              left join issues i on l.scope = 'issue' and i.id = l.scope_id
              left join repositories r on r.id = i.repository_id
              left join repositories o on l.scope = 'repository' and o.id = l.scope_id
              left join tenants t on l.scope = 'tenant' and t.id = l.scope_id
              where (l.scope = 'issue' and i.state not in ('done', 'cancelled')
                  or l.scope = 'repository' and l.period = ? or l.scope = 'tenant' and l.period = ?)
                and (w.slug is null or r.slug = w.slug or o.slug = w.slug or l.scope = 'tenant' and l.scope_id in (
                  select tenant_id from repositories where slug = w.slug))
                and not exists (
                  select 1 from budgets b
                  where b.scope = l.scope and b.scope_id = l.scope_id and b.created_at > l.at and b.usd > l.ceiling
                    and (b.expires_at is null or b.expires_at > ?))
              order by l.scope, l.scope_id, l.period, l.at desc, l.id desc) newest
            order by at, subject limit ?
            """;

    private static final String DEAD = PostgresWork.TASK + "where " + PostgresWork.DEAD
            + " and (?::text is null or r.slug = ?) order by t.id limit ?";

    private final Answer<TaskEntry> deadLetters;
    private final Answer<BreakerEntry> breakers;
    private final Answer<FindingEntry> findings;
    private final Answer<FindingEntry> protection;
    private final Answer<MoneyWait> money;
    private final Answer<CeilingAlarm> ceilings;
    private final Answer<Long> putAside;

    PostgresTroubles(Transaction transaction, Optional<String> repository, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        deadLetters = transaction.ask(
                PostgresWork::task, DEAD, now.minus(PostgresWork.LIVE), repository, repository, Troubles.MOST);
        breakers = breakers(transaction, repository, true);
        findings = transaction.ask(PostgresTroubles::finding, FINDINGS, repository, false, Troubles.MOST);
        protection = transaction.ask(PostgresTroubles::finding, FINDINGS, repository, true, Troubles.MOST);
        money = transaction.ask(PostgresTroubles::wait, MONEY, repository, Troubles.MOST);
        ceilings = transaction.ask(
                PostgresTroubles::ceiling,
                CEILINGS,
                repository,
                today.toString(),
                today.toString().substring(0, "2026-01".length()),
                now,
                Troubles.MOST);
        putAside = transaction.ask(
                row -> row.getLong(1),
                "select count(*) from webhook_deliveries where " + PostgresQueueStatus.GIVEN_UP
                        + " and (?::text is null or repository = ?)",
                repository,
                repository);
    }

    Troubles told() {
        return new Troubles(
                deadLetters.rows(),
                breakers.rows(),
                findings.rows(),
                protection.rows(),
                money.rows(),
                ceilings.rows(),
                putAside.rows().getFirst());
    }

    /** Those that are open, or all that have counted something. */
    static Answer<BreakerEntry> breakers(Transaction transaction, Optional<String> repository, boolean open) {
        return transaction.ask(PostgresTroubles::breaker, BREAKERS, repository, open, Troubles.MOST);
    }

    private static BreakerEntry breaker(ResultSet row) throws SQLException {
        return new BreakerEntry(
                row.getString("scope"),
                row.getString("scope_key"),
                row.getInt("failures"),
                row.getInt("openings"),
                PostgresRows.timeIfAny(row, "opened_at"),
                PostgresRows.timeIfAny(row, "open_until"),
                row.getBoolean("probing"),
                row.getString("reason"));
    }

    private static FindingEntry finding(ResultSet row) throws SQLException {
        return new FindingEntry(
                row.getLong("id"),
                row.getString("detector"),
                row.getString("subject"),
                row.getString("reason"),
                row.getBoolean("for_people"),
                PostgresRows.time(row, "first_seen"),
                PostgresRows.time(row, "last_seen"),
                row.getInt("times_seen"),
                PostgresRows.textIfAny(row, "last_act"));
    }

    private static MoneyWait wait(ResultSet row) throws SQLException {
        return new MoneyWait(
                PostgresRows.key(row, "issue"),
                row.getString("scope"),
                row.getBoolean("stopped"),
                row.getString("reason"),
                PostgresRows.time(row, "since"));
    }

    private static CeilingAlarm ceiling(ResultSet row) throws SQLException {
        return new CeilingAlarm(
                row.getString("scope"),
                row.getString("subject"),
                row.getString("period"),
                row.getString("level"),
                PostgresRows.usd(row, "ceiling"),
                PostgresRows.usd(row, "spent"),
                PostgresRows.usd(row, "reserved"),
                PostgresRows.time(row, "at"));
    }
}
