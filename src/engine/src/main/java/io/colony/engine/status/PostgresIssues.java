package io.colony.engine.status;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.WorkflowException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Issues in one line each, and what else their row says. */
final class PostgresIssues {
    static final String SUMMARY = """
            select i.id, r.slug || '#' || i.number as key, i.title, i.state, i.entered_at,
              (select coalesce(array_agg(t.to_state order by t.version), '{}')
               from state_transitions t where t.issue_id = i.id) as path,
              (select count(*) from agent_runs a where a.issue_id = i.id and a.stage = 'develop') as attempts,
              coalesce((select l.spent from ledger_totals l
                        where l.scope = 'issue' and l.scope_id = i.id and l.period = ''), 0) as cost,
              i.merge_sha, i.pull_request
            """;
    static final String FACTS = """
            , i.author, i.priority, i.workflow_id || ' ' || i.workflow_version as workflow,
              coalesce((select l.reserved from ledger_totals l
                        where l.scope = 'issue' and l.scope_id = i.id and l.period = ''), 0) as reserved,
              i.resume_state, i.generation, i.base_branch, i.branch, i.head_sha, i.base_sha, i.clarifications,
              i.rework_rounds, i.created_at,
              coalesce((select s.hidden_text from issue_snapshots s
                        where s.issue_id = i.id order by s.id desc limit 1), false) as hidden_text
            """;
    static final String FROM = "from issues i join repositories r on r.id = i.repository_id\n";

    private final Transaction transaction;

    PostgresIssues(Transaction transaction) {
        this.transaction = transaction;
    }

    /**
     * All that an issue's own row says.
     *
     * @param workflow empty until it is looked up, and where it cannot be read
     */
    record Found(IssueSummary summary, IssueFacts facts, Optional<Workflow> workflow) {
        static Found of(ResultSet row) throws SQLException {
            return new Found(PostgresIssues.summary(row), PostgresIssues.facts(row), Optional.empty());
        }

        /** Costs a question where nobody asked for the workflow before. */
        Found withWorkflow(WorkflowCatalog workflows, Transaction transaction) {
            String[] version = facts.workflow().split(" ", -1);
            try {
                return new Found(
                        summary,
                        facts,
                        Optional.of(workflows.get(transaction, version[0], Integer.parseInt(version[1]))));
            } catch (WorkflowException unreadable) {
                // Written by a newer Colony: the page does without its words.
                return this;
            }
        }

        long id() {
            return summary.id();
        }

        IssueKey key() {
            return summary.key();
        }

        boolean in(IssueState state) {
            return summary.state().equals(state);
        }
    }

    Answer<Found> find(IssueKey key) {
        return transaction.ask(
                Found::of,
                SUMMARY + FACTS + FROM + "where r.slug = ? and i.number = ? order by i.id limit 1",
                key.repository(),
                key.number());
    }

    static IssueSummary summary(ResultSet row) throws SQLException {
        return new IssueSummary(
                row.getLong("id"),
                PostgresRows.key(row, "key"),
                row.getString("title"),
                PostgresRows.state(row, "state"),
                PostgresRows.time(row, "entered_at"),
                PostgresRows.texts(row, "path").stream().map(IssueState::new).toList(),
                row.getLong("attempts"),
                PostgresRows.usd(row, "cost"),
                PostgresRows.textIfAny(row, "merge_sha"),
                PostgresRows.numberIfAny(row, "pull_request"));
    }

    static IssueFacts facts(ResultSet row) throws SQLException {
        return new IssueFacts(
                row.getString("author"),
                row.getInt("priority"),
                row.getString("workflow"),
                PostgresRows.usd(row, "reserved"),
                PostgresRows.stateIfAny(row, "resume_state"),
                row.getInt("generation"),
                row.getString("base_branch"),
                PostgresRows.textIfAny(row, "branch"),
                PostgresRows.textIfAny(row, "head_sha"),
                PostgresRows.textIfAny(row, "base_sha"),
                row.getInt("clarifications"),
                row.getInt("rework_rounds"),
                row.getBoolean("hidden_text"),
                PostgresRows.time(row, "created_at"));
    }
}
