package io.colony.engine.status;

import io.colony.engine.issue.IssueKey;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Issues in one line each, and what else their row says. */
final class PostgresIssues {
    private static final String SUMMARY = """
            select i.id, r.slug || '#' || i.number as key, i.title, i.state, i.entered_at as since,
              (select coalesce(array_agg(t.to_state order by t.version), '{}')
               from state_transitions t where t.issue_id = i.id) as path,
              (select count(*) from agent_runs a where a.issue_id = i.id and a.stage = 'develop') as attempts,
              coalesce((select l.spent from ledger_totals l
                        where l.scope = 'issue' and l.scope_id = i.id and l.period = ''), 0) as cost,
              i.merge_sha, i.pull_request
            from issues i join repositories r on r.id = i.repository_id
            """;

    private final Handle handle;

    PostgresIssues(Handle handle) {
        this.handle = handle;
    }

    IssuePage list(IssueFilter filter, PageRequest page) {
        List<IssueSummary> rows = PostgresRows.query(handle, IssueSummary.class, SUMMARY + """
                where (:repository is null or r.slug = :repository)
                  and (cardinality(:states) = 0 or i.state = any(:states))
                  and (:before is null or i.id < :before)
                order by i.id desc
                limit :limit
                """)
                .bindByType("repository", filter.repository().orElse(null), String.class)
                .bindArray("states", String.class, filter.states())
                .bindByType("before", page.before().orElse(null), Long.class)
                .bind("limit", page.limit() + 1)
                .mapTo(IssueSummary.class)
                .list();
        if (rows.size() <= page.limit()) {
            return new IssuePage(rows, Optional.empty());
        }
        List<IssueSummary> shown = List.copyOf(rows.subList(0, page.limit()));
        return new IssuePage(shown, Optional.of(shown.getLast().id()));
    }

    Optional<IssueSummary> find(IssueKey key) {
        return PostgresRows.query(
                        handle,
                        IssueSummary.class,
                        SUMMARY + "where r.slug = :slug and i.number = :number order by i.id limit 1")
                .bind("slug", key.repository())
                .bind("number", key.number())
                .mapTo(IssueSummary.class)
                .findOne();
    }

    IssueFacts facts(long issueId) {
        return PostgresRows.query(handle, IssueFacts.class, """
                select i.author, i.priority, i.workflow_id || ' ' || i.workflow_version as workflow,
                  coalesce(l.reserved, 0) as reserved, i.resume_state, i.generation, i.base_branch, i.branch, i.head_sha,
                  i.base_sha, i.clarifications, i.rework_rounds, i.created_at
                from issues i
                left join ledger_totals l on l.scope = 'issue' and l.scope_id = i.id and l.period = ''
                where i.id = :id
                """)
                .bind("id", issueId)
                .mapTo(IssueFacts.class)
                .one();
    }
}
