package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.Answer;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.gate.GateResult;
import io.colony.engine.gate.GateResult.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.statement.PreparedBatch;

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
    public void addGateResults(Transaction transaction, Commits commits, List<GateResult> results, Instant at) {
        if (results.isEmpty()) {
            return;
        }
        PreparedBatch batch = transaction.handle().prepareBatch("""
                        insert into gate_results (issue_id, run_id, head_sha, base_sha, gate, result, exit_code,
                               duration_ms, baseline, flaky, summary, log, doubts, created_at)
                        values (:issue, :run, :head, :base, :gate, :result, :exit, :ms, :baseline, :flaky, :summary,
                               :log, cast(:doubts as jsonb), :at)
                        """);
        for (GateResult result : results) {
            batch.bind("issue", commits.issueId())
                    .bind("run", commits.runId())
                    .bind("head", commits.headSha())
                    .bind("base", commits.baseSha())
                    .bind("gate", result.gate())
                    .bind("result", slug(result.verdict()))
                    .bind(
                            "exit",
                            result.exitCode().isPresent()
                                    ? Optional.of(result.exitCode().getAsInt())
                                    : Optional.<Integer>empty())
                    .bind("ms", result.duration().toMillis())
                    .bind("baseline", result.baseline().map(PostgresRunStore::slug))
                    .bind("flaky", result.flaky())
                    .bind("summary", Json.storable(result.summary()))
                    .bind("log", Json.storable(result.log()))
                    .bind("doubts", Json.text(Json.of(result.doubts())))
                    .bind("at", at.atOffset(ZoneOffset.UTC))
                    .add();
        }
        batch.execute();
    }

    @Override
    public List<GateResult> gates(Transaction transaction, long issueId, String headSha) {
        return transaction
                .handle()
                .createQuery("""
                        select gate, result, exit_code, duration_ms, summary, log, baseline, flaky, doubts
                        from gate_results where issue_id = :issue and head_sha = :head and run_id =
                          (select max(run_id) from gate_results where issue_id = :issue and head_sha = :head)
                        order by id
                        """)
                .bind("issue", issueId)
                .bind("head", headSha)
                .map((row, context) -> gate(row))
                .list();
    }

    private static GateResult gate(ResultSet row) throws SQLException {
        int exit = row.getInt("exit_code");
        OptionalInt exitCode = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(exit);
        return new GateResult(
                row.getString("gate"),
                verdict(row.getString("result")),
                exitCode,
                Duration.ofMillis(row.getLong("duration_ms")),
                row.getString("summary"),
                row.getString("log"),
                Optional.ofNullable(row.getString("baseline")).map(PostgresRunStore::verdict),
                row.getBoolean("flaky"),
                Optional.empty(),
                StoredTests.texts(Json.parse(row.getString("doubts"))));
    }

    @Override
    public void addVerdict(Transaction transaction, NewVerdict verdict, Instant at) {
        transaction
                .handle()
                .createUpdate("""
                        insert into verdicts (issue_id, run_id, head_sha, base_sha, policy_version, verdict, content,
                               created_at)
                        values (:issue, :run, :head, :base, :policy, :verdict, cast(:content as jsonb), :at)
                        """)
                .bind("issue", verdict.commits().issueId())
                .bind("run", verdict.commits().runId())
                .bind("head", verdict.commits().headSha())
                .bind("base", verdict.commits().baseSha())
                .bind("policy", verdict.policyVersion())
                .bind("verdict", verdict.verdict())
                .bind("content", Json.text(verdict.content()))
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute();
    }

    @Override
    public Optional<StoredVerdict> verdict(Transaction transaction, long issueId) {
        return transaction
                .handle()
                .createQuery("""
                        select id, head_sha, base_sha, policy_version, verdict, content from verdicts
                        where issue_id = :issue and voided_at is null order by id desc limit 1
                        """)
                .bind("issue", issueId)
                .map((row, context) -> new StoredVerdict(
                        row.getLong("id"),
                        row.getString("head_sha"),
                        row.getString("base_sha"),
                        row.getString("policy_version"),
                        row.getString("verdict"),
                        Json.parse(row.getString("content"))))
                .findOne();
    }

    @Override
    public Answer<IssueVerdict> verdicts(Transaction transaction, Collection<Long> issueIds) {
        return transaction.ask(row -> new IssueVerdict(row.getLong("issue_id"), row.getString("verdict")), """
                select distinct on (issue_id) issue_id, verdict from verdicts
                where issue_id = any(?) and voided_at is null order by issue_id, id desc
                """, (Object)
                issueIds.toArray(Long[]::new));
    }

    @Override
    public void voidVerdicts(Transaction transaction, long issueId, String reason, Instant at) {
        transaction
                .handle()
                .createUpdate("""
                        update verdicts set voided_at = :at, voided_reason = :reason
                        where issue_id = :issue and voided_at is null
                        """)
                .bind("issue", issueId)
                .bind("reason", reason)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute();
    }

    @Override
    public List<String> approvals(Transaction transaction, long issueId, String headSha) {
        return transaction
                .handle()
                .createQuery("select approver from approvals where issue_id = :issue and head_sha = :head"
                        + " and withdrawn_at is null order by id")
                .bind("issue", issueId)
                .bind("head", headSha)
                .mapTo(String.class)
                .list();
    }

    @Override
    public void addApproval(Transaction transaction, long issueId, String headSha, String approver, Instant at) {
        transaction
                .handle()
                .createUpdate("""
                        insert into approvals (issue_id, head_sha, approver, created_at)
                        values (:issue, :head, :approver, :at)
                        on conflict (issue_id, head_sha, approver) do update set withdrawn_at = null
                        """)
                .bind("issue", issueId)
                .bind("head", headSha)
                .bind("approver", approver)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute();
    }

    @Override
    public boolean withdrawApproval(
            Transaction transaction, long issueId, String headSha, String approver, Instant at) {
        return transaction
                        .handle()
                        .createUpdate("""
                                update approvals set withdrawn_at = :at
                                where issue_id = :issue and head_sha = :head and approver = :approver
                                  and withdrawn_at is null
                                """)
                        .bind("at", at.atOffset(ZoneOffset.UTC))
                        .bind("issue", issueId)
                        .bind("head", headSha)
                        .bind("approver", approver)
                        .execute()
                == 1;
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
    public Optional<Baseline> baseline(Transaction transaction, long repositoryId, String baseSha, String commandHash) {
        return transaction
                .handle()
                .createQuery("""
                        select result, summary, tests from gate_baselines
                        where repository_id = :repository and base_sha = :base and command_hash = :command
                        """)
                .bind("repository", repositoryId)
                .bind("base", baseSha)
                .bind("command", commandHash)
                .map((row, context) -> new Baseline(
                        repositoryId,
                        baseSha,
                        commandHash,
                        verdict(row.getString("result")),
                        row.getString("summary"),
                        Optional.ofNullable(row.getString("tests"))
                                .map(Json::parse)
                                .map(StoredTests::read)))
                .findOne();
    }

    @Override
    public void addBaseline(Transaction transaction, Baseline baseline, Instant at) {
        transaction
                .handle()
                .createUpdate("""
                        insert into gate_baselines (repository_id, base_sha, command_hash, result, summary, tests,
                               created_at)
                        values (:repository, :base, :command, :result, :summary, cast(:tests as jsonb), :at)
                        on conflict do nothing
                        """)
                .bind("repository", baseline.repositoryId())
                .bind("base", baseline.baseSha())
                .bind("command", baseline.commandHash())
                .bind("result", slug(baseline.verdict()))
                .bind("summary", Json.storable(baseline.summary()))
                .bind("tests", baseline.tests().map(tests -> Json.text(StoredTests.json(tests))))
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute();
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

    private static String slug(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Verdict verdict(String slug) {
        return Verdict.valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
