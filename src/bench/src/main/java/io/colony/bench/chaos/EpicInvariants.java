package io.colony.bench.chaos;

import io.colony.bench.chaos.Invariant.Query;
import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.CostBreakdown;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Epics and their parts. */
final class EpicInvariants {
    private EpicInvariants() {}

    static List<Invariant> all(Database database, Ceilings ceilings) {
        return List.of(
                new RollsUp(database),
                new Query("epic-waits-for-its-parts", """
                        select 'epic', e.id, 'is', e.state, 'and its part', c.id, 'is', c.state
                        from issue_dependencies d join issues e on e.id = d.issue_id join issues c on c.id = d.depends_on
                        where d.kind = 'child' and e.state = 'done' and c.state <> 'done' and d.waived_by is null
                        union all
                        select 'epic', e.id, 'is', e.state, 'and all its parts are done:', count(*), '', ''
                        from issue_dependencies d join issues e on e.id = d.issue_id join issues c on c.id = d.depends_on
                        where d.kind = 'child' and e.state = 'waiting-for-subtasks'
                        group by e.id, e.state having bool_and(c.state = 'done' or d.waived_by is not null)"""),
                new Query("parts-are-filed-once", """
                        select 'marker', body, 'is on the code host', count(*), 'times' from host.issues
                        where author = '%s' group by slug, body having count(*) > 1
                        union all
                        select 'epic', issue_id::text, 'has for ' || source || ' parts:', count(*), '' from issue_dependencies
                        where kind = 'child' group by issue_id, source having count(*) > 1""".formatted(Forge.OWN_IDENTITY)),
                new Query("parts-keep-to-the-ceiling", """
                        select 'epic', e.id, 'gave its parts', sum(b.usd), 'of a ceiling of', max(e.ceiling)
                        from (select i.id, coalesce((select max(usd) from budgets where scope = 'issue' and scope_id = i.id), %s)
                                as ceiling from issues i) e
                        join issue_dependencies d on d.issue_id = e.id and d.kind = 'child'
                        left join lateral (select usd from budgets where scope = 'issue' and scope_id = d.depends_on
                                           and set_by = 'plan' order by id limit 1) b on true
                        group by e.id having sum(b.usd) > max(e.ceiling) or bool_or(b.usd is null)""".formatted(
                                ceilings.issue().amount())),
                new Query("booked-on-its-issue", """
                        select 'run', r.id, 'is of issue', r.issue_id, 'and was booked on issue', e.issue_id
                        from cost_events e join agent_runs r on r.id = e.run_id where e.issue_id <> r.issue_id"""));
    }

    /** What is shown as an epic's cost with all below it is the sum of their events. */
    private record RollsUp(Database database) implements Invariant {
        /** Parts are never split again here, so one level is all. */
        private static final String EPICS = """
                select d.issue_id, coalesce(sum(e.usd), 0) from (
                  select issue_id, depends_on as member from issue_dependencies where kind = 'child'
                  union select issue_id, issue_id from issue_dependencies where kind = 'child') d
                left join cost_events e on e.issue_id = d.member
                group by d.issue_id""";

        @Override
        public String name() {
            return "epic-is-the-sum-of-its-parts";
        }

        @Override
        public List<Violation> broken(SqlClient store) {
            return store.rows(EPICS).stream()
                    .flatMap(row -> compare(Long.parseLong(row.get(0)), new BigDecimal(row.get(1))).stream())
                    .toList();
        }

        private Optional<Violation> compare(long epic, BigDecimal events) {
            BigDecimal shown = database.inTransaction(
                            transaction -> CostBreakdown.postgres().family(transaction, epic))
                    .all()
                    .spent()
                    .amount();
            return shown.compareTo(events) == 0
                    ? Optional.empty()
                    : Optional.of(new Violation(
                            name(), "epic " + epic + " is shown with " + shown + "; its events sum to " + events));
        }
    }
}
