package io.colony.engine.status;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Runs with what they cost, their transcripts, and the logs of their gates. */
final class PostgresRuns {
    private static final String ISSUE = """
            select i.id from issues i join repositories r on r.id = i.repository_id
            where r.slug = ? and i.number = ? order by i.id limit 1
            """;
    private static final String COST = """
            select run_id, max(model) as model, sum(usd) as usd,
              sum(case when not estimated then 0 when kind = 'reversal' then -1 else 1 end) > 0 as estimated,
              sum(turns) as turns, sum(input_tokens)::bigint as input_tokens, sum(output_tokens)::bigint as output_tokens,
              sum(cache_read_tokens)::bigint as cache_read_tokens, sum(cache_write_tokens)::bigint as cache_write_tokens
            from cost_events where issue_id = ? group by run_id
            """;
    private static final String RUN = """
            select a.id, a.stage, a.attempt, w.name as worker, a.back_end, coalesce(a.model, c.model) as model,
              a.started_at, a.agent_ended_at, a.ended_at, a.end_kind, a.outcome, a.failure_class, a.reason, a.exit_code,
              coalesce(c.usd, 0) as cost, coalesce(c.estimated, false) as estimated, coalesce(c.turns, 0) as turns,
              coalesce(c.input_tokens, 0) as input_tokens, coalesce(c.output_tokens, 0) as output_tokens,
              coalesce(c.cache_read_tokens, 0) as cache_read_tokens,
              coalesce(c.cache_write_tokens, 0) as cache_write_tokens,
              (select count(*) from transcripts s where s.run_id = a.id) as transcript_lines
            from agent_runs a
            join workers w on w.id = a.worker_id
            left join (""" + COST + """
            ) c on c.run_id = a.id
            where a.issue_id = ?
            """;

    /** The newest runs of an issue, named twice, that failed or were lost: at most so many. */
    static final String SETBACKS = RUN + "and a.end_kind in ('failed', 'lost') order by a.id desc limit ?";

    private final Transaction transaction;

    PostgresRuns(Transaction transaction) {
        this.transaction = transaction;
    }

    /** The newest, newest first. */
    Answer<RunEntry> runs(long issueId) {
        return transaction.ask(
                PostgresRuns::run, RUN + "order by a.id desc limit " + IssueDetail.MOST, issueId, issueId);
    }

    /** The newest runs that failed or were lost, newest first. */
    Answer<RunEntry> setbacks(long issueId, int limit) {
        return transaction.ask(PostgresRuns::run, SETBACKS, issueId, issueId, limit);
    }

    /** Nothing where the issue has no such run. */
    Answer<RunEntry> run(long issueId, long runId) {
        return transaction.ask(PostgresRuns::run, RUN + "and a.id = ?", issueId, issueId, runId);
    }

    static RunEntry run(ResultSet row) throws SQLException {
        return new RunEntry(
                row.getLong("id"),
                row.getString("stage"),
                row.getInt("attempt"),
                row.getString("worker"),
                PostgresRows.textIfAny(row, "back_end"),
                PostgresRows.textIfAny(row, "model"),
                PostgresRows.time(row, "started_at"),
                PostgresRows.timeIfAny(row, "agent_ended_at"),
                PostgresRows.timeIfAny(row, "ended_at"),
                PostgresRows.textIfAny(row, "end_kind"),
                PostgresRows.textIfAny(row, "outcome"),
                PostgresRows.textIfAny(row, "failure_class"),
                PostgresRows.textIfAny(row, "reason"),
                PostgresRows.smallNumberIfAny(row, "exit_code"),
                PostgresRows.usd(row, "cost"),
                row.getBoolean("estimated"),
                row.getInt("turns"),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                row.getLong("cache_read_tokens"),
                row.getLong("cache_write_tokens"),
                row.getLong("transcript_lines"));
    }

    Answer<TranscriptLine> transcript(long runId, int afterSeq, int limit) {
        return transaction.ask(
                PostgresRuns::line,
                "select seq, at, kind, text from transcripts where run_id = ? and seq > ? order by seq limit ?",
                runId,
                afterSeq,
                limit);
    }

    /** Newest first. */
    Answer<TranscriptLine> transcriptBefore(long runId, int beforeSeq, int limit) {
        return transaction.ask(
                PostgresRuns::line,
                "select seq, at, kind, text from transcripts where run_id = ? and seq < ? order by seq desc limit ?",
                runId,
                beforeSeq,
                limit);
    }

    private static TranscriptLine line(ResultSet row) throws SQLException {
        return new TranscriptLine(
                row.getInt("seq"), PostgresRows.time(row, "at"), row.getString("kind"), row.getString("text"));
    }

    /** Nothing where the issue has no such gate result. */
    Answer<String> gateLog(IssueKey key, long gateResultId) {
        return transaction.ask(
                row -> row.getString("log"),
                "select log from gate_results where id = ? and issue_id = (" + ISSUE + ")",
                gateResultId,
                key.repository(),
                key.number());
    }

    Answer<Long> issueId(IssueKey key) {
        return transaction.ask(row -> row.getLong("id"), ISSUE, key.repository(), key.number());
    }
}
