package io.colony.engine.status;

import io.colony.engine.issue.IssueKey;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Runs with what they cost, their transcripts, and the logs of their gates. */
final class PostgresRuns {
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
            left join (
              select run_id, max(model) as model, sum(usd) as usd, sum(case when not estimated then 0 when kind = 'reversal' then -1 else 1 end) > 0 as estimated, sum(turns) as turns,
                sum(input_tokens)::bigint as input_tokens, sum(output_tokens)::bigint as output_tokens,
                sum(cache_read_tokens)::bigint as cache_read_tokens,
                sum(cache_write_tokens)::bigint as cache_write_tokens
              from cost_events where issue_id = :issue group by run_id
            ) c on c.run_id = a.id
            """;
    private static final String ISSUE = """
            select i.id from issues i join repositories r on r.id = i.repository_id
            where r.slug = :slug and i.number = :number order by i.id limit 1
            """;

    private final Handle handle;

    PostgresRuns(Handle handle) {
        this.handle = handle;
    }

    /** The newest, oldest first. */
    List<RunEntry> runs(long issueId) {
        return PostgresRows.query(
                        handle, RunEntry.class, RUN + "where a.issue_id = :issue order by a.id desc limit :limit")
                .bind("issue", issueId)
                .bind("limit", IssueDetail.MOST)
                .mapTo(RunEntry.class)
                .list()
                .reversed();
    }

    /** The newest runs that failed or were lost, oldest first. */
    List<RunEntry> setbacks(long issueId, int limit) {
        return PostgresRows.query(handle, RunEntry.class, RUN + """
                where a.issue_id = :issue and a.end_kind in ('failed', 'lost')
                order by a.id desc limit :limit
                """)
                .bind("issue", issueId)
                .bind("limit", limit)
                .mapTo(RunEntry.class)
                .list()
                .reversed();
    }

    Optional<RunEntry> run(IssueKey key, long runId) {
        return issueId(key)
                .flatMap(issueId -> PostgresRows.query(
                                handle, RunEntry.class, RUN + "where a.issue_id = :issue and a.id = :run")
                        .bind("issue", issueId)
                        .bind("run", runId)
                        .mapTo(RunEntry.class)
                        .findOne());
    }

    List<TranscriptLine> transcript(long runId, int afterSeq, int limit) {
        return PostgresRows.query(handle, TranscriptLine.class, """
                select seq, at, kind, text from transcripts
                where run_id = :run and seq > :after order by seq limit :limit
                """)
                .bind("run", runId)
                .bind("after", afterSeq)
                .bind("limit", limit)
                .mapTo(TranscriptLine.class)
                .list();
    }

    Optional<String> gateLog(IssueKey key, long gateResultId) {
        return issueId(key)
                .flatMap(issueId -> handle.createQuery(
                                "select log from gate_results where id = :id and issue_id = :issue")
                        .bind("id", gateResultId)
                        .bind("issue", issueId)
                        .mapTo(String.class)
                        .findOne());
    }

    private Optional<Long> issueId(IssueKey key) {
        return handle.createQuery(ISSUE)
                .bind("slug", key.repository())
                .bind("number", key.number())
                .mapTo(Long.class)
                .findOne();
    }
}
