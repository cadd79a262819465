package io.colony.engine.status;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;

/** What people decided on one issue, what its steps cost, and where its code is. Newest first. */
final class PostgresDecisions {
    private static final String MOST = " limit " + IssueDetail.MOST;

    private final Transaction transaction;

    PostgresDecisions(Transaction transaction) {
        this.transaction = transaction;
    }

    Answer<ApprovalEntry> approvals(long issueId) {
        return transaction.ask(
                row -> new ApprovalEntry(
                        row.getString("head_sha"), row.getString("approver"), PostgresRows.time(row, "created_at")),
                "select head_sha, approver, created_at from approvals where issue_id = ? order by id desc" + MOST,
                issueId);
    }

    Answer<CommandEntry> commands(long issueId) {
        return transaction.ask(
                row -> new CommandEntry(
                        row.getLong("id"),
                        row.getString("source"),
                        row.getString("actor"),
                        row.getString("command"),
                        row.getBoolean("accepted"),
                        row.getString("answer"),
                        PostgresRows.time(row, "at")),
                """
                select id, source, actor, command, accepted, answer, at
                from operator_commands where issue_id = ? order by id desc
                """ + MOST,
                issueId);
    }

    Answer<CostEntry> costs(long issueId) {
        return transaction.ask(
                row -> new CostEntry(
                        row.getLong("run_id"),
                        row.getString("role"),
                        row.getString("stage"),
                        row.getInt("attempt"),
                        PostgresRows.usd(row, "usd"),
                        row.getBoolean("estimated")),
                """
                select run_id, role, stage, attempt, sum(usd) as usd,
                  sum(case when not estimated then 0 when kind = 'reversal' then -1 else 1 end) > 0 as estimated
                from cost_events where issue_id = ?
                group by run_id, role, stage, attempt order by run_id desc, role desc
                """ + MOST,
                issueId);
    }

    Answer<CodeHostEntry> host(long issueId) {
        return transaction.ask(
                row -> CodeHostEntry.of(row.getString("forge"), row.getString("clone_url")), """
                select r.forge, r.clone_url from issues i join repositories r on r.id = i.repository_id where i.id = ?
                """, issueId);
    }
}
