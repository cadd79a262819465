package io.colony.engine.retrospective;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;

final class PostgresLessons implements Lessons {
    /** Each half reads a bounded number of index entries per path, whatever the table holds. */
    static final String QUERY = """
            with mention as (select path, regexp_replace(path, '^.*/', '') as name from unnest(:paths) as m(path)),
            hit as (
              select f.retrospective_id, f.path
              from mention m cross join lateral (
                select retrospective_id, path from issue_files
                where repository_id = :repository and path = m.path and retrospective_id is not null
                order by retrospective_id desc limit 20) f
              union
              select f.retrospective_id, f.path
              from mention m cross join lateral (
                select retrospective_id, path from issue_files
                where repository_id = :repository and name = m.name and retrospective_id is not null
                order by retrospective_id desc limit 50) f
              where right(f.path, length(m.path) + 1) = '/' || m.path)
            select s.slug, i.number, r.ended_as, r.ended_at, a.content,
              array_agg(h.path order by h.path) as files
            from hit h
            join retrospectives r on r.id = h.retrospective_id and r.withheld_at is null and r.issue_id <> :issue
            join attempt_artifacts a on a.id = r.artifact_id
            join issues i on i.id = r.issue_id
            join repositories s on s.id = i.repository_id
            group by s.slug, i.number, r.id, a.id
            order by count(*) desc, r.id desc
            limit :most
            """;

    @Override
    public List<Learnt> about(
            Transaction transaction, long repositoryId, long issueId, Collection<String> paths, int most) {
        if (paths.isEmpty() || most == 0) {
            return List.of();
        }
        return transaction
                .handle()
                .createQuery(QUERY)
                .bindArray("paths", String.class, paths.toArray())
                .bind("repository", repositoryId)
                .bind("issue", issueId)
                .bind("most", most)
                .map((row, context) -> learnt(row))
                .list();
    }

    private static Learnt learnt(ResultSet row) throws SQLException {
        return new Learnt(
                new IssueKey(row.getString("slug"), row.getLong("number")),
                row.getString("ended_as"),
                row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                List.of((String[]) row.getArray("files").getArray()),
                Json.parse(row.getString("content"))
                        .path("lessons")
                        .valueStream()
                        .map(PostgresLessons::lesson)
                        .toList());
    }

    private static Lesson lesson(JsonNode json) {
        return new Lesson(
                json.path("rule").asText(),
                json.path("advice").asText(),
                Quote.of(json.path("quote").asText()),
                json.path("times").asInt());
    }
}
