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
 * The limit of an issue's page: everything that the page shows, each table read once by its index, with plain JDBC in one
 * read-only transaction that sees one instant.
 */
final class PlainTimeline implements Load.Client {
    private static final String ISSUE = """
            select i.*, r.slug, l.spent, l.reserved from issues i
            join repositories r on r.id = i.repository_id
            left join ledger_totals l on l.scope = 'issue' and l.scope_id = i.id and l.period = ''
            where r.slug = ? and i.number = ?
            """;
    private static final List<String> BY_ISSUE = List.of(
            """
            select id, version, from_state, to_state, outcome, actor_kind, actor_name, reason, at, run_id
            from state_transitions where issue_id = ? order by version desc limit 500
            """,
            """
            select a.*, w.name as worker, c.usd, c.estimated, c.turns, c.input_tokens, c.output_tokens
            from agent_runs a
            join workers w on w.id = a.worker_id
            left join (select run_id, sum(usd) as usd, bool_or(estimated) as estimated, sum(turns) as turns,
                         sum(input_tokens) as input_tokens, sum(output_tokens) as output_tokens
                       from cost_events where issue_id = ? group by run_id) c on c.run_id = a.id
            where a.issue_id = ? order by a.id desc limit 500
            """,
            "select id, run_id, kind, content, sha256, created_at from attempt_artifacts where issue_id = ? order by id desc limit 500",
            "select * from verdicts where issue_id = ? order by id desc limit 500",
            "select id, run_id, gate, result, baseline, flaky, exit_code, duration_ms, summary, head_sha, base_sha,"
                    + " length(log), created_at from gate_results where issue_id = ? order by id desc limit 500",
            "select * from forge_intents where issue_id = ? order by id desc limit 500",
            """
            select r.slug, i.number, i.title, i.state, d.kind, d.source, d.waived_by
            from issue_dependencies d join issues i on i.id = d.depends_on join repositories r on r.id = i.repository_id
            where d.issue_id = ? order by r.slug, i.number limit 500
            """,
            "select * from tasks where issue_id = ? and state in ('queued', 'claimed')");

    private final Connection connection;
    private final PreparedStatement issue;
    private final List<PreparedStatement> byIssue = new ArrayList<>();
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
            byIssue.add(connection.prepareStatement(sql));
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
        for (PreparedStatement statement : byIssue) {
            for (int parameter = 1;
                    parameter <= statement.getParameterMetaData().getParameterCount();
                    parameter++) {
                statement.setLong(parameter, id);
            }
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
