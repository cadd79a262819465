package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.IssueState;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The one statement that changes an issue's state: compare-and-set on its version, with the row of the transition. */
final class PostgresMove {
    private static final String SQL = """
            with moved as (
              update issues i
              set state = s.to_state, resume_state = ?, version = version + 1, updated_at = s.now,
                  entered_at = case when state = s.to_state then entered_at else s.now end,
                  clarifications = ?, rework_rounds = ?,
                  generation = generation + case when s.anew then 1 else 0 end,
                  branch = case when s.anew then null else branch end,
                  pull_request = case when s.anew then null else pull_request end,
                  head_sha = case when s.anew then null else head_sha end,
                  host_head = case when s.anew then null else host_head end,
                  base_sha = case when s.anew then null else base_sha end,
                  merge_sha = case when s.anew then null else merge_sha end
              from (select ?::text as to_state, ?::timestamptz as now, ?::boolean as anew) s
              where i.id = ? and i.version = ?
              returning i.*
            ), noted as (
              insert into state_transitions
                (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name, reason, task_id, run_id, at)
              select id, version, ?, state, ?, ?, ?, ?, ?, ?, updated_at from moved
            )
            select m.*, r.slug from moved m join repositories r on r.id = m.repository_id
            """;

    private PostgresMove() {}

    /** The issue as it now is; empty, and nothing changed, when it is at another version. */
    static Optional<Issue> compareAndSet(
            Transaction transaction, TransitionRequest request, IssueChange change, Instant now) {
        return transaction
                .ask(
                        PostgresIssueRow::read,
                        SQL,
                        change.resume().map(IssueState::slug),
                        change.clarifications(),
                        change.reworkRounds(),
                        change.to().slug(),
                        now,
                        change.newGeneration(),
                        request.issue().id(),
                        request.issue().version(),
                        request.issue().state().slug(),
                        request.outcome(),
                        request.actor().kind().name().toLowerCase(Locale.ROOT),
                        request.actor().name(),
                        PostgresIssueRow.storable(request.reason()),
                        request.taskId(),
                        request.runId())
                .first();
    }
}
