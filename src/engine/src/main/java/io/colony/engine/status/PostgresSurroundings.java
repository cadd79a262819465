package io.colony.engine.status;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.WhySurroundings.OpenBreaker;
import io.colony.engine.status.WhySurroundings.OpenFinding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Breakers, workers, the Sentinel and its findings, as far as they concern one issue. */
final class PostgresSurroundings {
    private static final Duration LIVE = Duration.ofMinutes(1);

    private final Handle handle;
    private final Instant now;

    PostgresSurroundings(Handle handle, Instant now) {
        this.handle = handle;
        this.now = now;
    }

    WhySurroundings of(long issueId, IssueKey key, Optional<TaskEntry> task) {
        String executor = task.map(TaskEntry::executor).orElse("");
        return new WhySurroundings(
                breakers(key, executor),
                taskWorkers(),
                workersFor(executor),
                leader(),
                findings(key),
                givenUp(issueId),
                circle(issueId));
    }

    /** The back end that its repository's runs use; merges ask a model for conflicts only and are not held. */
    private List<OpenBreaker> breakers(IssueKey key, String executor) {
        return handle.createQuery("""
                        select b.*, exists (select 1 from tasks t where t.id = b.probe_task and t.epoch = b.probe_epoch
                                            and t.state = 'claimed') as probing
                        from breakers b
                        where b.opened_at is not null
                          and (b.scope = 'repository' and b.scope_key = :repository
                            or b.scope = 'issue-stage' and starts_with(b.scope_key, :issue || ' ')
                            or b.scope = 'back-end' and :executor <> 'merge' and b.scope_key = (
                              select e.back_end from repository_back_ends e
                              join repositories r on r.id = e.repository_id where r.slug = :repository)
                            or b.scope = 'back-end' and exists (
                              select 1 from tasks t join issues i on i.id = t.issue_id
                              join repositories r on r.id = i.repository_id
                              where r.slug = :repository and i.number = :number and t.state = 'queued'
                                and starts_with(t.waits_for, 'breaker back-end ' || b.scope_key || ':')))
                        order by b.opened_at
                        """)
                .bind("repository", key.repository())
                .bind("issue", key.toString())
                .bind("number", key.number())
                .bind("executor", executor)
                .map((row, context) -> breaker(row))
                .list();
    }

    private static OpenBreaker breaker(ResultSet row) throws SQLException {
        return new OpenBreaker(
                row.getString("scope"),
                row.getString("scope_key"),
                row.getInt("failures"),
                row.getInt("openings"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("open_until", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getBoolean("probing"),
                row.getString("reason"));
    }

    /** Those that run tasks: this program's own chores are registered with a lane of their own or none. */
    private long taskWorkers() {
        return count("select count(*) from workers where stopped_at is null and seen_at > :live"
                + " and cardinality(lanes) > 0 and lanes <> '{admit}'");
    }

    private long workersFor(String executor) {
        return handle.createQuery("""
                        select count(*) from workers
                        where stopped_at is null and seen_at > :live and :executor = any(lanes)
                        """)
                .bind("live", now.minus(LIVE))
                .bind("executor", executor)
                .mapTo(Long.class)
                .one();
    }

    private long count(String sql) {
        return handle.createQuery(sql)
                .bind("live", now.minus(LIVE))
                .mapTo(Long.class)
                .one();
    }

    private Optional<String> leader() {
        return handle.createQuery("select holder from leaders where duty = 'sentinel' and lease_until > :now")
                .bind("now", now)
                .mapTo(String.class)
                .findOne();
    }

    private List<OpenFinding> findings(IssueKey key) {
        return handle.createQuery("""
                        select detector, subject, reason from sentinel_findings
                        where resolved_at is null and subject in (:issue, :repository)
                        order by id
                        """)
                .bind("issue", key.toString())
                .bind("repository", key.repository())
                .map((row, context) ->
                        new OpenFinding(row.getString("detector"), row.getString("subject"), row.getString("reason")))
                .list();
    }

    private Optional<String> givenUp(long issueId) {
        return handle.createQuery("""
                        select executor || ', attempt ' || attempt from tasks t
                        where t.issue_id = :issue and t.state = 'dead'
                          and not exists (select 1 from tasks n where n.issue_id = t.issue_id and n.id > t.id)
                        """)
                .bind("issue", issueId)
                .mapTo(String.class)
                .findOne();
    }

    private List<String> circle(long issueId) {
        return handle.createQuery("""
                        with recursive walk (id, path) as (
                          select d.depends_on, array[d.issue_id, d.depends_on] from issue_dependencies d
                          where d.issue_id = :issue and d.kind = 'blocks' and d.waived_by is null
                          union all
                          select d.depends_on, w.path || d.depends_on from walk w
                          join issue_dependencies d on d.issue_id = w.id and d.kind = 'blocks' and d.waived_by is null
                          where w.id <> :issue and cardinality(w.path) < 20
                            and not d.depends_on = any(w.path[2:])),
                        circle as (select path from walk where id = :issue order by cardinality(path) limit 1)
                        select r.slug || '#' || i.number
                        from circle cross join lateral unnest(circle.path) with ordinality as step (id, place)
                        join issues i on i.id = step.id join repositories r on r.id = i.repository_id
                        order by step.place
                        """)
                .bind("issue", issueId)
                .mapTo(String.class)
                .list();
    }
}
