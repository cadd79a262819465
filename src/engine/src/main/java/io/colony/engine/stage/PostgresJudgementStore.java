package io.colony.engine.stage;

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
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.statement.PreparedBatch;

final class PostgresJudgementStore implements JudgementStore {
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
                    .bind("baseline", result.baseline().map(PostgresJudgementStore::slug))
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
                Optional.ofNullable(row.getString("baseline")).map(PostgresJudgementStore::verdict),
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
                .map((row, context) -> stored(row))
                .findOne();
    }

    @Override
    public List<StoredVerdict> verdictsOf(Transaction transaction, long issueId, String headSha) {
        return transaction
                .handle()
                .createQuery("""
                        select id, head_sha, base_sha, policy_version, verdict, content from verdicts
                        where issue_id = :issue and head_sha = :head order by id desc
                        """)
                .bind("issue", issueId)
                .bind("head", headSha)
                .map((row, context) -> stored(row))
                .list();
    }

    private static StoredVerdict stored(ResultSet row) throws SQLException {
        return new StoredVerdict(
                row.getLong("id"),
                row.getString("head_sha"),
                row.getString("base_sha"),
                row.getString("policy_version"),
                row.getString("verdict"),
                Json.parse(row.getString("content")));
    }

    @Override
    public Answer<IssueVerdict> verdicts(Transaction transaction, Collection<Long> issueIds) {
        return transaction.ask(PostgresJudgementStore::issueVerdict, """
                select v.issue_id, v.verdict, array(
                  with recursive made (sha) as (
                    select v.head_sha
                    union
                    select f.new_sha from made m
                      join forge_intents f on f.issue_id = v.issue_id and f.kind = 'push' and f.state = 'done'
                        and f.old_sha = m.sha
                      join tasks t on t.id = f.task_id and t.executor = 'merge'
                  ) select sha from made where sha is not null) as heads
                from (select distinct on (issue_id) issue_id, verdict, head_sha from verdicts
                      where issue_id = any(?) and voided_at is null order by issue_id, id desc) v
                """, (Object) issueIds.toArray(Long[]::new));
    }

    private static IssueVerdict issueVerdict(ResultSet row) throws SQLException {
        String[] heads = (String[]) row.getArray("heads").getArray();
        return new IssueVerdict(row.getLong("issue_id"), row.getString("verdict"), List.of(heads));
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
                .createQuery("""
                        select approver from approvals
                        where issue_id = :issue and head_sha = :head and withdrawn_at is null
                          and created_at >= coalesce((select max(t.at) from state_transitions t where t.issue_id = :issue
                                                     and t.outcome in ('reimplement', 'reopened')), '-infinity')
                        order by id
                        """)
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
                        on conflict (issue_id, head_sha, approver)
                        do update set withdrawn_at = null, created_at = excluded.created_at
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

    private static String slug(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Verdict verdict(String slug) {
        return Verdict.valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
