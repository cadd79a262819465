package io.colony.engine.notice;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.retrospective.Quote;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflow.StateDefinition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the issues that wait for people: found by their state, which their own workflow says the meaning of. */
final class PostgresWaitingIssues {
    /** An issue with the transition that brought it into its state. */
    private static final String QUERY = """
            select i.id, i.tenant_id, s.slug, i.number, i.title, i.author, i.state, i.workflow_id, i.workflow_version,
              i.pull_request, t.version as entry, t.at as since, t.reason
            from issues i
            join repositories s on s.id = i.repository_id
            cross join lateral (
              select version, at, reason from state_transitions
              where issue_id = i.id and from_state is distinct from to_state
              order by version desc limit 1) t
            """;

    private final WorkflowCatalog workflows;

    PostgresWaitingIssues(WorkflowCatalog workflows) {
        this.workflows = workflows;
    }

    Optional<WaitingIssue> one(Transaction transaction, long issueId) {
        return transaction
                .handle()
                .createQuery(QUERY + "where i.id = :issue")
                .bind("issue", issueId)
                .map((row, context) -> waiting(transaction, row))
                .one();
    }

    List<WaitingIssue> all(Transaction transaction, long tenantId, int most) {
        return transaction
                .handle()
                .createQuery(QUERY + """
                        where i.tenant_id = :tenant and i.state = any(:states) order by i.entered_at, i.id limit :most
                        """)
                .bind("tenant", tenantId)
                .bindArray("states", String.class, states(transaction).toArray())
                .bind("most", most)
                .map((row, context) -> waiting(transaction, row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** In which states issues of any workflow wait for a person. */
    private List<String> states(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("select id, version from workflows")
                .map((row, context) -> workflows.get(transaction, row.getString("id"), row.getInt("version")))
                .list()
                .stream()
                .flatMap(PostgresWaitingIssues::waitingStates)
                .distinct()
                .toList();
    }

    private static Stream<String> waitingStates(Workflow workflow) {
        return workflow.states().values().stream()
                .filter(state -> Audience.of(state).isPresent())
                .map(state -> state.slug().slug());
    }

    private Optional<WaitingIssue> waiting(Transaction transaction, ResultSet row) throws SQLException {
        IssueState state = new IssueState(row.getString("state"));
        Optional<StateDefinition> definition = Optional.ofNullable(workflows
                .get(transaction, row.getString("workflow_id"), row.getInt("workflow_version"))
                .states()
                .get(state));
        Optional<Audience> audience = definition.flatMap(Audience::of);
        return audience.isEmpty() ? Optional.empty() : Optional.of(issue(row, state, audience.get()));
    }

    private static WaitingIssue issue(ResultSet row, IssueState state, Audience audience) throws SQLException {
        return new WaitingIssue(
                row.getLong("id"),
                row.getLong("tenant_id"),
                new IssueKey(row.getString("slug"), row.getLong("number")),
                Quote.of(row.getString("title")).text(),
                Quote.of(row.getString("author")).text(),
                state,
                audience,
                row.getLong("entry"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                Quote.of(row.getString("reason")).text(),
                Optional.ofNullable(row.getObject("pull_request", Long.class)));
    }
}
