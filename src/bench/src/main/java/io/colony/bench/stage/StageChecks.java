package io.colony.bench.stage;

import io.colony.bench.store.Databases;
import io.colony.bench.store.EngineStore;
import java.util.ArrayList;
import java.util.List;

/** What must hold after stages ran: none lost, none twice, versions without a gap, every account equal to its events. */
public final class StageChecks {
    private StageChecks() {}

    /**
     * Looks for what is wrong.
     *
     * @param stages how many the workers completed
     */
    public static List<String> violations(Databases.Copy copy, long stages) {
        List<String> found = new ArrayList<>();
        expect(
                found,
                stages,
                copy.count("select count(*) from tasks where executor = 'analyze' and state = 'done'"),
                "tasks are done");
        expect(found, stages, copy.count("select count(*) from cost_events where model = 'bench'"), "runs are booked");
        expect(
                found,
                stages,
                copy.count("select count(*) from state_transitions where outcome = 'planned'"),
                "issues moved on");
        expect(
                found,
                stages,
                copy.count("select count(*) from tasks where executor = 'develop' and state = 'queued'"),
                "next tasks are queued");
        expect(
                found,
                0,
                copy.count("select count(*) from tasks where executor = 'analyze' and epoch > 2"),
                "tasks were claimed more than once");
        expect(found, 0, copy.count("select count(*) from agent_runs where ended_at is null"), "runs never ended");
        expect(
                found,
                0,
                copy.count("select count(*) from reservations where state = 'open'"),
                "reservations were left open");
        expect(found, 0, copy.count("""
                select count(*) from issues i
                join (select issue_id, count(*) n, max(version) most from state_transitions group by issue_id) t
                  on t.issue_id = i.id
                where t.n <> i.version or t.most <> i.version
                """), "issues have gaps in their versions");
        expect(
                found,
                0,
                copy.count("select deadlocks from pg_stat_database where datname = current_database()"),
                "deadlocks cost a second each");
        found.addAll(money(copy));
        return found;
    }

    private static List<String> money(Databases.Copy copy) {
        List<String> found = new ArrayList<>();
        for (String scope : List.of("issue", "repository", "repository-month")) {
            expect(
                    found,
                    0,
                    copy.count("""
                    select count(*) from (
                      select scope_id, sum(spent) spent, sum(reserved) reserved, sum(events) events
                      from ledger_totals where scope = '%1$s' group by scope_id) t
                    full join (select %2$s_id as id, sum(usd) usd, count(*) n from cost_events group by 1) e
                      on e.id = t.scope_id
                    where (t.spent, t.events, t.reserved) is distinct from (e.usd, e.n, 0)
                    """.formatted(scope, scope.replace("-month", ""))),
                    scope + " accounts differ from their events");
        }
        expect(found, 0, copy.count("""
                select count(*) from (
                  select repository_id, sum(usd) usd, sum(events) n from cost_rollups group by 1) r
                full join (select repository_id, sum(usd) usd, count(*) n from cost_events group by 1) e
                  using (repository_id)
                where (r.usd, r.n) is distinct from (e.usd, e.n)
                """), "repositories' roll-ups differ from their events");
        expect(
                found,
                0,
                copy.count("select count(*) from ledger_totals where scope = 'issue' and spent + reserved > "
                        + EngineStore.CEILINGS.issue().amount().toPlainString()),
                "issues are over their ceiling");
        return found;
    }

    private static void expect(List<String> found, long expected, long actual, String what) {
        if (expected != actual) {
            found.add(actual + " " + what + ", where " + expected + " should");
        }
    }
}
