package io.colony.bench.replay;

import io.colony.bench.chaos.SqlClient;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the store says of a settled replay. */
final class ReplayFacts {
    private final SqlClient store;

    ReplayFacts(SqlClient store) {
        this.store = store;
    }

    /**
     * An issue as it ended.
     *
     * @param reason of its last change of state, where it is not merged
     * @param reworkRounds how often it went back to the Builder
     * @param asked why it was put before a person, each time
     * @param seconds from its filing to its end
     * @param workSeconds of that, how long something was done on it
     */
    record IssueFact(
            int number,
            String title,
            String state,
            String reason,
            int reworkRounds,
            List<String> asked,
            BigDecimal costUsd,
            double seconds,
            double workSeconds) {
        boolean merged() {
            return state.equals("done");
        }
    }

    /**
     * What happened to all of them together.
     *
     * @param mistakes how many were planned, by kind
     * @param found where changes were asked for: by whom, how often
     * @param rebases changes that were brought onto a moved base
     * @param conflicts of them, those with conflicts: resolved by rules or answered
     * @param runs of stages
     * @param gateRuns of the gate
     * @param person what the scripted person did
     */
    record RunFact(
            Map<String, Integer> mistakes,
            Map<String, Integer> found,
            long rebases,
            long conflicts,
            long runs,
            long gateRuns,
            Map<String, Integer> person) {}

    List<IssueFact> issues() {
        return store.rows("""
                        select i.number, i.title, i.state, coalesce(last.reason, ''),
                               (select count(*) from state_transitions t
                                 where t.issue_id = i.id and t.to_state = 'changes-requested'),
                               coalesce((select sum(usd) from cost_events c where c.issue_id = i.id), 0),
                               extract(epoch from last.at - i.created_at),
                               coalesce((select sum(extract(epoch from ended_at - started_at)) from agent_runs r
                                          where r.issue_id = i.id), 0),
                               i.id
                          from issues i
                          left join lateral (select reason, at from state_transitions t where t.issue_id = i.id
                                              order by version desc limit 1) last on true
                         order by i.number
                        """).stream().map(this::issue).toList();
    }

    private IssueFact issue(List<String> row) {
        List<String> asked = store
                .rows(
                        "select reason from state_transitions where issue_id = ? and to_state in"
                                + " ('human-review-ready', 'needs-clarification', 'failure-blocked') order by version",
                        Long.parseLong(row.get(8)))
                .stream()
                .map(List::getFirst)
                .toList();
        return new IssueFact(
                Integer.parseInt(row.get(0)),
                row.get(1),
                row.get(2),
                row.get(3),
                Integer.parseInt(row.get(4)),
                asked,
                new BigDecimal(row.get(5)),
                Double.parseDouble(row.get(6)),
                Double.parseDouble(row.get(7)));
    }

    /** Every run of a stage, a line each, for whoever wants to know what happened when. */
    List<String> runs() {
        return store.rows("""
                        select r.started_at, r.ended_at, w.name, i.number, r.stage, r.attempt, coalesce(r.outcome, r.end_kind),
                               r.reason
                          from agent_runs r join issues i on i.id = r.issue_id join workers w on w.id = r.worker_id
                         order by r.id
                        """).stream()
                .map(row -> String.join("\t", row).replaceAll("\\R", " "))
                .toList();
    }

    RunFact run(Map<String, Integer> mistakes, Map<String, Integer> person) {
        Map<String, Integer> found = new TreeMap<>();
        store.rows("""
                        select case when from_state = 'in-development' then 'evidence'
                                    when from_state = 'in-review' and reason like 'Gates are red%' then 'gates'
                                    when from_state = 'in-review' then 'review'
                                    when from_state = 'merge-pending' then 'gates-after-rebase'
                                    else 'person' end, count(*)
                          from state_transitions where to_state = 'changes-requested' group by 1
                        """).forEach(row -> found.put(row.get(0), Integer.parseInt(row.get(1))));
        return new RunFact(
                mistakes,
                found,
                store.number("""
                        select count(*) from forge_intents f join agent_runs r on r.task_id = f.task_id and r.epoch = f.epoch
                         where f.kind = 'push' and f.state = 'done' and r.stage = 'merge'
                        """),
                store.number("select count(*) from attempt_artifacts where kind = 'conflict'"),
                store.number("select count(*) from agent_runs"),
                store.number("select count(*) from gate_results"),
                person);
    }
}
