package io.colony.bench.chaos;

import io.colony.bench.chaos.Invariant.Query;
import io.colony.engine.database.Database;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.LedgerVerification;
import java.util.List;

/** Reservations, events, totals, ceilings. */
final class MoneyInvariants {
    private static final String TOTALS = """
            select '%1$s', coalesce(t.scope_id, e.scope_id), coalesce(t.period, e.period), 'total', t.spent, 'in', t.events,
                   'events; summed', e.spent, 'in', e.events
            from (select * from ledger_totals where scope = '%1$s') t
            full join (select %2$s as scope_id, %3$s as period, sum(usd) as spent, count(*) as events
                       from cost_events group by 1, 2) e
              on e.scope_id = t.scope_id and e.period = t.period
            where coalesce(t.spent, 0) <> coalesce(e.spent, 0) or coalesce(t.events, 0) <> coalesce(e.events, 0)""";

    /** What a run had at most: until it settles its reservation, then what it cost, whichever is less. */
    private static final String CEILING = """
            with claims as (
              select r.id, r.run_id, r.%1$s as scope_id, r.usd, r.created_at,
                     sum(least(r.usd, coalesce(c.usd, case r.state when 'released' then 0 else r.usd end))) over (
                       partition by r.%1$s, %2$s order by r.id rows between unbounded preceding and 1 preceding) as before
              from reservations r
              left join (select run_id, sum(usd) as usd from cost_events group by run_id) c on c.run_id = r.run_id)
            select '%3$s', scope_id, 'run', run_id, 'reserved', usd, 'over', before, 'under a ceiling of', ceiling from (
              select claims.*, coalesce((
                       select max(b.usd) from budgets b where b.scope = '%3$s' and b.scope_id = claims.scope_id
                         and b.created_at <= claims.created_at + interval '2 s'), %4$s) as ceiling from claims) c
            where coalesce(before, 0) + usd > ceiling""";

    private MoneyInvariants() {}

    static List<Invariant> all(Database database, Ceilings ceilings) {
        return List.of(
                new Query("issue-totals", TOTALS.formatted("issue", "issue_id", "''")),
                new Query(
                        "repository-totals",
                        TOTALS.formatted(
                                "repository", "repository_id", "to_char(at at time zone 'UTC', 'YYYY-MM-DD')")),
                new Query(
                        "month-totals",
                        TOTALS.formatted(
                                "repository-month", "repository_id", "to_char(at at time zone 'UTC', 'YYYY-MM')")),
                new LedgerAgrees(database),
                new Query("nothing-is-reserved", """
                        select 'reservation', id, 'of run', run_id, 'is open' from reservations where state = 'open'
                        union all
                        select scope, scope_id, 'has a reserved total of', reserved::bigint, period from ledger_totals
                        where reserved <> 0"""),
                new Query("booked-once", """
                        select 'run', run_id, 'was booked', count(*), 'times' from cost_events where kind = 'invocation'
                        group by run_id having count(*) > 1"""),
                new Query("every-run-is-booked", """
                        select 'run', r.id, 'of issue', r.issue_id, 'started an agent and was not booked' from agent_runs r
                        where r.agent_started_at is not null and not exists (
                          select from cost_events e where e.run_id = r.id)
                        union all
                        select 'reservation of run', run_id, 'of issue', issue_id, 'is settled, and nothing was booked'
                        from reservations r where state = 'settled'
                          and not exists (select from cost_events e where e.run_id = r.run_id)"""),
                new Query(
                        "issue-ceiling",
                        CEILING.formatted(
                                "issue_id", "1", "issue", ceilings.issue().amount())),
                new Query(
                        "repository-ceiling",
                        CEILING.formatted(
                                "repository_id",
                                "(r.created_at at time zone 'UTC')::date",
                                "repository",
                                ceilings.repositoryDay().amount())),
                new Query(
                        "tenant-ceiling",
                        CEILING.formatted(
                                "tenant_id",
                                "date_trunc('month', r.created_at at time zone 'UTC')",
                                "tenant",
                                ceilings.tenantMonth().orElseThrow().amount())),
                new Query("run-ceiling", """
                        select 'run', run_id, 'reserved', usd, 'with a ceiling of', %1$s from reservations where usd > %1$s
                        """.formatted(ceilings.run().amount())));
    }

    /** The ledger's own comparison of events, totals, roll-ups and export. */
    private record LedgerAgrees(Database database) implements Invariant {
        @Override
        public String name() {
            return "ledger-agrees";
        }

        @Override
        public List<Violation> broken(SqlClient store) {
            return LedgerVerification.postgres(database).verify().mismatches().stream()
                    .map(mismatch -> new Violation(name(), mismatch.toString()))
                    .toList();
        }
    }
}
