package io.colony.engine.status;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What happened to one issue: changes of state, artefacts, verdicts, gates, acts on the code host. */
final class PostgresHistory {
    private static final String TRANSITION = """
            select t.id, r.slug || '#' || i.number as issue, t.version, t.from_state as "from", t.to_state as "to",
              t.outcome, t.actor_kind, t.actor_name, t.reason, t.at, t.run_id
            from state_transitions t
            join issues i on i.id = t.issue_id
            join repositories r on r.id = i.repository_id
            """;
    private static final String VERDICT = """
            select id, run_id, verdict, head_sha, base_sha, policy_version, content, created_at as at, voided_at,
              voided_reason
            from verdicts
            """;

    private final Handle handle;

    PostgresHistory(Handle handle) {
        this.handle = handle;
    }

    List<TransitionEntry> transitions(long issueId) {
        return newest(TransitionEntry.class, TRANSITION + "where t.issue_id = :issue order by t.version desc", issueId);
    }

    List<TransitionEntry> since(long id, int limit) {
        return PostgresRows.query(
                        handle, TransitionEntry.class, TRANSITION + "where t.id > :id order by t.id limit :limit")
                .bind("id", id)
                .bind("limit", limit)
                .mapTo(TransitionEntry.class)
                .list();
    }

    /** The transition into the present state. */
    Optional<TransitionEntry> arrival(long issueId) {
        return PostgresRows.query(
                        handle,
                        TransitionEntry.class,
                        TRANSITION + "where t.issue_id = :issue order by t.version desc limit 1")
                .bind("issue", issueId)
                .mapTo(TransitionEntry.class)
                .findOne();
    }

    List<ArtifactEntry> artifacts(long issueId) {
        return newest(ArtifactEntry.class, """
                select id, run_id, kind, content, sha256, created_at as at
                from attempt_artifacts where issue_id = :issue order by id desc
                """, issueId);
    }

    List<VerdictEntry> verdicts(long issueId) {
        return newest(VerdictEntry.class, VERDICT + "where issue_id = :issue order by id desc", issueId);
    }

    /** Verdicts that sent the issue back, oldest first. */
    List<VerdictEntry> setbacks(long issueId, int limit) {
        return PostgresRows.query(
                        handle,
                        VerdictEntry.class,
                        VERDICT + "where issue_id = :issue and verdict <> 'APPROVE' order by id desc limit :limit")
                .bind("issue", issueId)
                .bind("limit", limit)
                .mapTo(VerdictEntry.class)
                .list()
                .reversed();
    }

    List<GateEntry> gates(long issueId) {
        return newest(GateEntry.class, """
                select id, run_id, gate, result, baseline, flaky, exit_code, duration_ms, summary, head_sha, base_sha,
                  length(log) as log_length, created_at as at
                from gate_results where issue_id = :issue order by id desc
                """, issueId);
    }

    List<IntentEntry> intents(long issueId) {
        return newest(IntentEntry.class, """
                select id, kind, ref, old_sha, new_sha, state, created_at as at, resolved_at
                from forge_intents where issue_id = :issue order by id desc
                """, issueId);
    }

    List<DependencyEntry> dependencies(long issueId) {
        return PostgresRows.query(handle, DependencyEntry.class, """
                select r.slug || '#' || i.number as key, i.title, i.state, d.kind, d.source, d.waived_by
                from issue_dependencies d
                join issues i on i.id = d.depends_on
                join repositories r on r.id = i.repository_id
                where d.issue_id = :issue
                order by r.slug, i.number, d.kind
                limit :limit
                """)
                .bind("issue", issueId)
                .bind("limit", IssueDetail.MOST)
                .mapTo(DependencyEntry.class)
                .list();
    }

    private <T> List<T> newest(Class<T> type, String sql, long issueId) {
        return PostgresRows.query(handle, type, sql + " limit :limit")
                .bind("issue", issueId)
                .bind("limit", IssueDetail.MOST)
                .mapTo(type)
                .list()
                .reversed();
    }
}
