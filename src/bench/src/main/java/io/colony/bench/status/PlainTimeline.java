package io.colony.bench.status;

import io.colony.bench.harness.Load;
import io.colony.bench.harness.Recorder;
import io.colony.bench.store.Databases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The limit of an issue's page: everything that the page shows, and what its answer to "why" rests on, each table read once
 * by its index, with plain JDBC and statements that are prepared once, in one read-only transaction that sees one instant.
 * The states on the issue's path, its attempts and its setbacks are among the rows of other lists.
 */
final class PlainTimeline implements Load.Client {
    private static final String ISSUE = """
            select i.id, i.title, i.state, i.entered_at, i.merge_sha, i.pull_request, i.author, i.priority, i.workflow_id,
              i.workflow_version, i.resume_state, i.generation, i.base_branch, i.branch, i.head_sha, i.base_sha,
              i.clarifications, i.rework_rounds, i.created_at, r.slug, i.number, l.spent, l.reserved
            from issues i
            join repositories r on r.id = i.repository_id
            left join ledger_totals l on l.scope = 'issue' and l.scope_id = i.id and l.period = ''
            where r.slug = ? and i.number = ?
            """;
    private static final String RUNS = """
            select a.id, a.stage, a.attempt, w.name, a.back_end, coalesce(a.model, c.model), a.started_at, a.agent_ended_at,
              a.ended_at, a.end_kind, a.outcome, a.failure_class, a.reason, a.exit_code, c.usd, c.estimates, c.turns,
              c.input_tokens, c.output_tokens, c.cache_read_tokens, c.cache_write_tokens,
              (select count(*) from transcripts s where s.run_id = a.id)
            from agent_runs a
            join workers w on w.id = a.worker_id
            left join (select run_id, max(model) as model, sum(usd) as usd, sum(turns) as turns,
                         sum(case when not estimated then 0 when kind = 'reversal' then -1 else 1 end) as estimates,
                         sum(input_tokens) as input_tokens, sum(output_tokens) as output_tokens,
                         sum(cache_read_tokens) as cache_read_tokens, sum(cache_write_tokens) as cache_write_tokens
                       from cost_events where issue_id = ? group by run_id) c on c.run_id = a.id
            where a.issue_id = ? order by a.id desc limit 500
            """;

    /** Whose parameters are the issue's id. */
    private static final List<String> BY_ISSUE = List.of("""
            select id, version, from_state, to_state, outcome, actor_kind, actor_name, reason, at, run_id
            from state_transitions where issue_id = ? order by version desc limit 500
            """, RUNS, """
            select id, run_id, kind, content, sha256, created_at
            from attempt_artifacts where issue_id = ? order by id desc limit 500
            """, """
            select id, run_id, verdict, head_sha, base_sha, policy_version, content, created_at, voided_at, voided_reason
            from verdicts where issue_id = ? order by id desc limit 500
            """, """
            select id, run_id, gate, result, baseline, flaky, exit_code, duration_ms, summary, head_sha, base_sha,
              length(log), created_at
            from gate_results where issue_id = ? order by id desc limit 500
            """, """
            select id, kind, ref, old_sha, new_sha, state, created_at, resolved_at
            from forge_intents where issue_id = ? order by id desc limit 500
            """, """
            select r.slug, i.number, i.title, i.state, d.kind, d.source, d.waived_by
            from issue_dependencies d join issues i on i.id = d.depends_on join repositories r on r.id = i.repository_id
            where d.issue_id = ? order by r.slug, i.number limit 500
            """, """
            select t.id, t.executor, t.state, t.priority, t.attempt, t.epoch, t.failures, t.run_after, t.held_until,
              t.demand, t.waits_for, w.name, t.lease_until, t.claimed_at, t.created_at, t.closed_reason
            from tasks t left join workers w on w.id = t.worker_id
            where t.issue_id = ? and t.state in ('queued', 'claimed')
            """, """
            select id, executor, attempt, state from tasks where issue_id = ? order by id desc limit 1
            """);

    /** What holds any issue up, whichever it is; short lists. */
    private static final List<String> SURROUNDINGS = List.of(
            """
            select b.scope, b.scope_key, b.failures, b.openings, b.opened_at, b.open_until, b.reason, t.state, e.repository_id
            from breakers b
            left join tasks t on t.id = b.probe_task and t.epoch = b.probe_epoch
            left join repository_back_ends e on b.scope = 'back-end' and e.back_end = b.scope_key
            where b.opened_at is not null order by b.opened_at
            """, """
            select w.lanes, (select holder from leaders where duty = 'sentinel' and lease_until > now())
            from workers w where w.stopped_at is null and w.seen_at > now() - interval '1 minute'
            """, "select subject, detector, reason from sentinel_findings where resolved_at is null order by id");

    private final Connection connection;
    private final PreparedStatement issue;
    private final List<PreparedStatement> byIssue = new ArrayList<>();
    private final List<Integer> parameters = new ArrayList<>();
    private final List<PreparedStatement> surroundings = new ArrayList<>();
    private final int issues;
    private final int repositories;
    private final Random random;

    PlainTimeline(Databases.Copy copy, int issues, int repositories, int seed) throws SQLException {
        this.connection = copy.connect();
        this.connection.setAutoCommit(false);
        this.connection.setReadOnly(true);
        this.connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        this.issue = connection.prepareStatement(ISSUE);
        for (String sql : BY_ISSUE) {
            PreparedStatement statement = connection.prepareStatement(sql);
            // Asked once: the driver asks the server each time.
            parameters.add(statement.getParameterMetaData().getParameterCount());
            byIssue.add(statement);
        }
        for (String sql : SURROUNDINGS) {
            surroundings.add(connection.prepareStatement(sql));
        }
        this.issues = issues;
        this.repositories = repositories;
        this.random = new Random(seed);
    }

    @Override
    public boolean step(Recorder recorder) throws SQLException {
        int number = 1 + random.nextInt(issues);
        long start = System.nanoTime();
        issue.setString(1, "acme/r" + (1 + (number - 1) % repositories));
        issue.setLong(2, number);
        long id = read(issue);
        for (int index = 0; index < byIssue.size(); index++) {
            PreparedStatement statement = byIssue.get(index);
            for (int parameter = 1; parameter <= parameters.get(index); parameter++) {
                statement.setLong(parameter, id);
            }
            read(statement);
        }
        for (PreparedStatement statement : surroundings) {
            read(statement);
        }
        connection.commit();
        recorder.record(System.nanoTime() - start);
        return id != 0;
    }

    /** Every column of every row, as whoever shows them would; the last number of the first column. */
    private static long read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            String first = "0";
            while (rows.next()) {
                first = rows.getString(1);
                for (int column = 2; column <= columns; column++) {
                    rows.getString(column);
                }
            }
            return first.chars().allMatch(Character::isDigit) ? Long.parseLong(first) : 0;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
