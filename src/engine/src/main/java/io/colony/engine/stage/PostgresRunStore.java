package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class PostgresRunStore implements RunStore {
    @Override
    public long start(Transaction transaction, NewRun run) {
        return transaction
                .ask(
                        row -> row.getLong(1),
                        """
                        insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, started_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        returning id
                        """,
                        run.issueId(),
                        run.taskId(),
                        run.stage(),
                        run.attempt(),
                        run.epoch(),
                        run.workerId(),
                        run.startedAt())
                .rows()
                .getFirst();
    }

    @Override
    public boolean agentStarted(Transaction transaction, long runId, String backEnd, String workspace, Instant at) {
        return transaction
                        .handle()
                        .createUpdate("""
                        update agent_runs set agent_started_at = coalesce(agent_started_at, :at), back_end = :backEnd,
                               workspace = :workspace, agent_ended_at = null
                        where id = :id and ended_at is null
                        """)
                        .bind("id", runId)
                        .bind("backEnd", backEnd)
                        .bind("workspace", workspace)
                        .bind("at", at.atOffset(ZoneOffset.UTC))
                        .execute()
                == 1;
    }

    @Override
    public Optional<Long> underWay(Transaction transaction, long taskId, long epoch) {
        return transaction
                .handle()
                .createQuery("select id from agent_runs where task_id = :task and epoch = :epoch and ended_at is null")
                .bind("task", taskId)
                .bind("epoch", epoch)
                .mapTo(Long.class)
                .findOne();
    }

    @Override
    public Optional<String> startedBackEnd(Transaction transaction, long runId) {
        return transaction
                .handle()
                .createQuery("select back_end from agent_runs where id = :id and agent_started_at is not null")
                .bind("id", runId)
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public int refusedWhileOthersWereServed(Transaction transaction, long runId) {
        return transaction
                .handle()
                .createQuery("""
                        select count(*)
                        from (select r.id, lead(r.id) over (order by r.id) as next, r.failure_class, now.task_id, now.back_end
                              from agent_runs now
                              join agent_runs r on r.issue_id = now.issue_id and r.task_id = now.task_id
                              where now.id = :run and r.id <= now.id) refused
                        where refused.failure_class = 'provider'
                          and exists (select 1 from agent_runs other
                                      where other.id > refused.id and other.id < refused.next
                                        and other.task_id <> refused.task_id and other.back_end = refused.back_end
                                        and other.end_kind = 'completed' and other.agent_ended_at is not null)
                        """)
                .bind("run", runId)
                .mapTo(Integer.class)
                .one();
    }

    @Override
    public void complete(Transaction transaction, RunEnd end, Optional<AgentEnd> agent) {
        transaction.later(
                """
                update agent_runs
                set ended_at = ?, end_kind = ?, outcome = ?, failure_class = ?, reason = ?,
                    agent_ended_at = coalesce(?::timestamptz, agent_ended_at), model = coalesce(?::text, model),
                    exit_code = coalesce(?::integer, exit_code)
                where id = ? and ended_at is null
                """,
                end.endedAt(),
                end.kind(),
                end.outcome(),
                end.failureClass(),
                end.reason(),
                agent.map(AgentEnd::at),
                agent.flatMap(AgentEnd::model),
                agent.flatMap(AgentEnd::exitCode),
                end.runId());
    }

    @Override
    public void addArtifact(Transaction transaction, long issueId, long runId, Artifact artifact, Instant at) {
        String content = Json.text(artifact.content());
        transaction.later("""
                insert into attempt_artifacts (issue_id, run_id, kind, content, sha256, created_at)
                values (?, ?, ?, ?::jsonb, ?, ?)
                """, issueId, runId, artifact.kind(), content, Json.sha256(content), at);
    }

    @Override
    public void addFindings(Transaction transaction, long issueId, JsonNode findings, Instant at) {
        transaction
                .handle()
                .createQuery("select max(id) from agent_runs where issue_id = :issue")
                .bind("issue", issueId)
                .mapTo(Long.class)
                .findOne()
                .ifPresent(run -> addArtifact(transaction, issueId, run, new Artifact("findings", findings), at));
    }

    @Override
    public List<PastRun> history(Transaction transaction, long issueId) {
        Map<Long, List<Artifact>> artifacts = new LinkedHashMap<>();
        transaction
                .handle()
                .createQuery("select run_id, kind, content from attempt_artifacts where issue_id = :issue order by id")
                .bind("issue", issueId)
                .map((row, context) -> {
                    Artifact artifact = new Artifact(row.getString("kind"), Json.parse(row.getString("content")));
                    return artifacts
                            .computeIfAbsent(row.getLong("run_id"), run -> new ArrayList<>())
                            .add(artifact);
                })
                .list();
        return transaction
                .handle()
                .createQuery("""
                        select id, stage, attempt, end_kind <> 'revoked' as counted, coalesce(outcome, failure_class, end_kind) as outcome,
                               coalesce(reason, '') as reason
                        from agent_runs where issue_id = :issue and ended_at is not null order by id
                        """)
                .bind("issue", issueId)
                .map((row, context) -> pastRun(row, artifacts))
                .list();
    }

    private static PastRun pastRun(ResultSet row, Map<Long, List<Artifact>> artifacts) throws SQLException {
        long runId = row.getLong("id");
        return new PastRun(
                runId,
                row.getString("stage"),
                row.getInt("attempt"),
                row.getBoolean("counted"),
                row.getString("outcome"),
                row.getString("reason"),
                List.copyOf(artifacts.getOrDefault(runId, List.of())));
    }

    @Override
    public Optional<JsonNode> latestArtifact(Transaction transaction, long issueId, String kind) {
        return transaction
                .handle()
                .createQuery("""
                        select content from attempt_artifacts where issue_id = :issue and kind = :kind
                        order by id desc limit 1
                        """)
                .bind("issue", issueId)
                .bind("kind", kind)
                .mapTo(String.class)
                .findOne()
                .map(Json::parse);
    }

    @Override
    public void addTranscript(Transaction transaction, long runId, int seq, Instant at, String kind, String text) {
        transaction
                .handle()
                .createUpdate("""
                        insert into transcripts (run_id, seq, at, kind, text) values (:run, :seq, :at, :kind, :text)
                        on conflict do nothing
                        """)
                .bind("run", runId)
                .bind("seq", seq)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("kind", kind)
                .bind("text", Json.storable(text))
                .execute();
    }
}
