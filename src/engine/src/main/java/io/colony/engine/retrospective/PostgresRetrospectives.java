package io.colony.engine.retrospective;

import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.retrospective.PostgresIssueFiles.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

final class PostgresRetrospectives implements Retrospectives {
    private static final String ENTRY = """
            select s.slug, i.number, r.generation, r.ended_at, a.content,
              r.withheld_by || ': ' || r.withheld_reason as withheld
            from retrospectives r
            join attempt_artifacts a on a.id = r.artifact_id
            join issues i on i.id = r.issue_id
            join repositories s on s.id = r.repository_id
            """;

    private final PostgresIssueFiles files = new PostgresIssueFiles();

    @Override
    public void ended(Transaction transaction, Issue issue, int generation, String endedAs, String reason, Instant at) {
        transaction
                .handle()
                .createUpdate("""
                        insert into retrospectives (tenant_id, repository_id, issue_id, generation, ended_as, reason,
                          ended_at, last_run_id, last_version, next_at)
                        values (:tenant, :repository, :issue, :generation, :endedAs, :reason, :at,
                          (select id from agent_runs where issue_id = :issue order by id desc limit 1), :version, :at)
                        on conflict (issue_id, generation) do nothing
                        """)
                .bind("tenant", issue.tenantId())
                .bind("repository", issue.repositoryId())
                .bind("issue", issue.id())
                .bind("generation", generation)
                .bind("endedAs", endedAs)
                .bind("reason", Json.storable(reason))
                .bind("version", issue.version())
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute();
    }

    @Override
    public List<Long> due(Transaction transaction, Instant now, int limit) {
        return transaction
                .handle()
                .createQuery("""
                        select id from retrospectives where made_at is null and next_at <= :now
                        order by next_at, id limit :limit
                        """)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    @Override
    public Optional<Due> lock(Transaction transaction, long id) {
        return transaction
                .handle()
                .createQuery("""
                        select r.*, s.slug, i.number,
                          coalesce(before.last_run_id, 0) as first_run, coalesce(before.last_version, 0) as first_version,
                          exists (select 1 from agent_runs a where a.issue_id = r.issue_id and a.id <= r.last_run_id
                            and a.ended_at is null) as open
                        from retrospectives r
                        join issues i on i.id = r.issue_id
                        join repositories s on s.id = r.repository_id
                        left join lateral (
                          select max(b.last_run_id) as last_run_id, max(b.last_version) as last_version
                          from retrospectives b where b.issue_id = r.issue_id and b.generation < r.generation) before
                          on true
                        where r.id = :id and r.made_at is null
                        for update of r skip locked
                        """)
                .bind("id", id)
                .map((row, context) -> due(row))
                .findOne();
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getLong("id"),
                row.getLong("issue_id"),
                row.getLong("repository_id"),
                new IssueKey(row.getString("slug"), row.getLong("number")),
                row.getInt("generation"),
                row.getString("ended_as"),
                row.getString("reason"),
                row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("last_run_id", Long.class)),
                row.getLong("first_run"),
                row.getLong("last_version"),
                row.getLong("first_version"),
                row.getBoolean("open"),
                row.getInt("attempts"));
    }

    @Override
    public RetrospectiveFacts facts(Transaction transaction, Due due) {
        return new PostgresRetrospectiveFacts(transaction.handle(), due).read();
    }

    @Override
    public void made(Transaction transaction, Due due, Retrospective retrospective, Instant at) {
        String content = Json.text(RetrospectiveJson.of(retrospective));
        long artifact = transaction
                .handle()
                .createQuery("""
                        insert into attempt_artifacts (issue_id, run_id, kind, content, sha256, created_at)
                        values (:issue, :run, 'retrospective', cast(:content as jsonb), :sha256, :at) returning id
                        """)
                .bind("issue", due.issueId())
                .bind("run", due.lastRunId().orElseThrow())
                .bind("content", content)
                .bind("sha256", Json.sha256(content))
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .one();
        close(transaction, due, Optional.of(artifact), retrospective.lessons().size(), at);
        if (!retrospective.lessons().isEmpty()) {
            makeFindable(transaction, due, retrospective, at);
        }
    }

    private void makeFindable(Transaction transaction, Due due, Retrospective retrospective, Instant at) {
        Place place = new Place(due.issueId(), due.generation(), due.repositoryId(), "claimed");
        files.add(transaction, place, retrospective.files(), at);
        transaction
                .handle()
                .createUpdate("""
                        update issue_files set retrospective_id = :id
                        where issue_id = :issue and generation = :generation
                        """)
                .bind("id", due.id())
                .bind("issue", due.issueId())
                .bind("generation", due.generation())
                .execute();
    }

    @Override
    public void nothingToMake(Transaction transaction, Due due, Instant at) {
        close(transaction, due, Optional.empty(), 0, at);
    }

    private static void close(Transaction transaction, Due due, Optional<Long> artifact, int lessons, Instant at) {
        transaction
                .handle()
                .createUpdate("""
                        update retrospectives set artifact_id = :artifact, lessons = :lessons, made_at = :at, error = null
                        where id = :id
                        """)
                .bind("artifact", artifact)
                .bind("lessons", lessons)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("id", due.id())
                .execute();
    }

    @Override
    public void postpone(Transaction transaction, long id, Instant nextAt, Optional<String> error) {
        transaction
                .handle()
                .createUpdate("""
                        update retrospectives set next_at = :next, error = :error,
                          attempts = attempts + case when :failed then 1 else 0 end
                        where id = :id and made_at is null
                        """)
                .bind("next", nextAt.atOffset(ZoneOffset.UTC))
                .bind("error", error.map(Json::storable))
                .bind("failed", error.isPresent())
                .bind("id", id)
                .execute();
    }

    @Override
    public List<Entry> list(Transaction transaction, Filter filter) {
        String where = filter.repository().isPresent()
                ? "where r.repository_id = (select x.id from repositories x join tenants t on t.id = x.tenant_id"
                        + " where x.slug = :repository and t.slug = :tenant)"
                : "where r.tenant_id = (select id from tenants where slug = :tenant)";
        var query = transaction
                .handle()
                .createQuery(ENTRY + where + " and r.artifact_id is not null order by r.id desc limit :limit")
                .bind("tenant", filter.tenant())
                .bind("limit", filter.limit());
        filter.repository().ifPresent(repository -> query.bind("repository", repository));
        return query.map((row, context) -> entry(row)).list();
    }

    @Override
    public List<Entry> of(Transaction transaction, IssueKey issue) {
        return transaction
                .handle()
                .createQuery(ENTRY + """
                        where r.issue_id in (
                          select x.id from issues x join repositories y on y.id = x.repository_id
                          where y.slug = :repository and x.number = :number)
                        order by r.generation desc limit 20
                        """)
                .bind("repository", issue.repository())
                .bind("number", issue.number())
                .map((row, context) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                new IssueKey(row.getString("slug"), row.getLong("number")),
                row.getInt("generation"),
                row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                Json.parse(row.getString("content")),
                Optional.ofNullable(row.getString("withheld")));
    }

    @Override
    public Optional<Long> withhold(
            Transaction transaction, IssueKey issue, String by, Optional<String> reason, Instant at) {
        return transaction
                .handle()
                .createQuery("""
                        update retrospectives set
                          withheld_by = case when :withhold then :by end,
                          withheld_at = case when :withhold then cast(:at as timestamptz) end,
                          withheld_reason = :reason
                        where issue_id in (
                          select x.id from issues x join repositories y on y.id = x.repository_id
                          where y.slug = :repository and x.number = :number)
                        returning tenant_id
                        """)
                .bind("withhold", reason.isPresent())
                .bind("by", by)
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .bind("reason", reason.map(Json::storable))
                .bind("repository", issue.repository())
                .bind("number", issue.number())
                .mapTo(Long.class)
                .list()
                .stream()
                .findFirst();
    }
}
