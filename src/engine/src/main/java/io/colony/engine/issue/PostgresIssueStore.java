package io.colony.engine.issue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.colony.engine.ColonyException;
import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.TaskQueue.NewTask;
import io.colony.engine.workflow.Workflow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;

/** {@link IssueStore} in the tables {@code issues} and {@code issue_snapshots}. */
final class PostgresIssueStore implements IssueStore {
    private static final String SELECT =
            "select i.*, r.slug from issues i join repositories r on r.id = i.repository_id ";

    /** Says of a generation that it was merged, once: with the run that built it, which none of an earlier one is. */
    private static final String MERGED = """
            insert into merges (tenant_id, repository_id, issue_id, generation, base_branch, merge_sha, base_sha, head_sha,
              pull_request, run_id, merged_at)
            select i.tenant_id, i.repository_id, i.id, i.generation, i.base_branch, i.merge_sha, i.base_sha, i.head_sha,
              i.pull_request,
              (select r.id from agent_runs r
               where r.issue_id = i.id and r.outcome = 'submitted'
                 and r.id > coalesce((select max(e.last_run_id) from retrospectives e
                                      where e.issue_id = i.id and e.generation < i.generation), 0)
               order by r.id desc limit 1),
              ?::timestamptz
            from issues i where i.id = ?
            on conflict (issue_id, generation) do nothing
            """;

    private final WorkflowCatalog workflows;
    private final TaskQueue queue;
    private final AuditLog audit;
    private final InstantSource clock;

    PostgresIssueStore(WorkflowCatalog workflows, TaskQueue queue, AuditLog audit, InstantSource clock) {
        this.workflows = workflows;
        this.queue = queue;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Optional<Issue> find(Transaction transaction, IssueKey key) {
        return transaction
                .handle()
                .createQuery(SELECT + "where r.slug = :slug and i.number = :number")
                .bind("slug", key.repository())
                .bind("number", key.number())
                .map(PostgresIssueRow::issue)
                .findOne()
                .or(() -> findByFormerName(transaction, key));
    }

    @Override
    public List<Issue> find(Transaction transaction, Collection<IssueKey> keys) {
        return transaction.query(
                PostgresIssueRow::read,
                SELECT + "join unnest(?::text[], ?::bigint[]) as wanted (slug, number)"
                        + " on wanted.slug = r.slug and wanted.number = i.number",
                keys.stream().map(IssueKey::repository).toArray(String[]::new),
                keys.stream().map(IssueKey::number).toArray(Long[]::new));
    }

    private static Optional<Issue> findByFormerName(Transaction transaction, IssueKey key) {
        return transaction
                .handle()
                .createQuery(SELECT + """
                        join repository_names n on n.repository_id = r.id and n.forge = r.forge
                        where n.slug = :slug and i.number = :number
                          and not exists (select 1 from repositories now where now.slug = :slug)
                        """)
                .bind("slug", key.repository())
                .bind("number", key.number())
                .map(PostgresIssueRow::issue)
                .findOne();
    }

    @Override
    public Optional<String> arrivedBy(Transaction transaction, long issueId) {
        return transaction
                .handle()
                .createQuery("select outcome from state_transitions where issue_id = :issue"
                        + " order by version desc limit 1")
                .bind("issue", issueId)
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public List<Issue> withPullRequests(Transaction transaction, long repositoryId, List<Long> numbers) {
        return transaction
                .handle()
                .createQuery(SELECT + "where i.repository_id = :repository and i.pull_request = any(:numbers)")
                .bind("repository", repositoryId)
                .bindArray("numbers", Long.class, numbers)
                .map(PostgresIssueRow::issue)
                .list();
    }

    @Override
    public Issue get(Transaction transaction, long issueId) {
        return one(transaction, issueId, "where i.id = ?");
    }

    @Override
    public Issue lock(Transaction transaction, long issueId) {
        // Not "for update": rows that refer to the issue may be added meanwhile.
        return one(transaction, issueId, "where i.id = ? for no key update of i");
    }

    private static Issue one(Transaction transaction, long issueId, String where) {
        return transaction
                .ask(PostgresIssueRow::read, SELECT + where, issueId)
                .first()
                .orElseThrow(() -> missing(issueId));
    }

    @Override
    public Issue create(Transaction transaction, NewIssue issue) {
        Workflow workflow = workflows.get(transaction, issue.workflowId(), issue.workflowVersion());
        Issue created = insert(transaction, issue, workflow);
        TransitionRequest registered = TransitionRequest.event(
                created, "registered", new Actor(Actor.Kind.MAYOR, "intake"), "registered by " + issue.author());
        PostgresIssueRow.addTransition(transaction, created, Optional.empty(), registered, issue.createdAt());
        PostgresDelivery.registered(transaction, workflow, created, issue.createdAt());
        workflow.state(created.state())
                .executor()
                .ifPresent(executor -> queue.enqueue(
                        transaction,
                        new NewTask(
                                created.tenantId(),
                                created.repositoryId(),
                                created.id(),
                                executor,
                                created.priority(),
                                issue.createdAt(),
                                issue.createdAt())));
        audit.append(
                transaction,
                created.tenantId(),
                issue.createdAt(),
                registered.actor().toString(),
                "issue-registered",
                created.key().toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("state", created.state().slug())
                        .put("author", issue.author())
                        .put("workflow", workflow.id())
                        .put("workflow_version", workflow.version()));
        return created;
    }

    private static Issue insert(Transaction transaction, NewIssue issue, Workflow workflow) {
        return transaction
                .handle()
                .createQuery("""
                        insert into issues as i
                          (tenant_id, repository_id, number, title, author, state, version, workflow_id,
                           workflow_version, priority, base_branch, entered_at, created_at, updated_at)
                        select r.tenant_id, r.id, :number, :title, :author, :state, 1, :workflow, :workflowVersion,
                               :priority, :baseBranch, :at, :at, :at
                        from repositories r
                        where r.id = :repository and r.tenant_id = :tenant and r.slug = :slug
                        on conflict (repository_id, number) do nothing
                        returning i.*, :slug as slug
                        """)
                .bind("number", issue.key().number())
                .bind("title", PostgresIssueRow.storable(issue.title()))
                .bind("author", issue.author())
                .bind("state", workflow.initialState().slug())
                .bind("workflow", issue.workflowId())
                .bind("workflowVersion", issue.workflowVersion())
                .bind("priority", issue.priority())
                .bind("baseBranch", issue.baseBranch())
                .bind("at", issue.createdAt())
                .bind("repository", issue.repositoryId())
                .bind("tenant", issue.tenantId())
                .bind("slug", issue.key().repository())
                .map(PostgresIssueRow::issue)
                .findOne()
                .orElseThrow(() -> new ColonyException("Issue " + issue.key() + " was not registered: it is already, or"
                        + " tenant " + issue.tenantId() + " has no repository " + issue.repositoryId()
                        + " of that name. Look for it before registering it."));
    }

    @Override
    public Answer<IssueSnapshot> askSnapshot(Transaction transaction, long issueId) {
        return transaction.ask(
                PostgresIssueStore::snapshotRow,
                "select * from issue_snapshots where issue_id = ? order by id desc limit 1",
                issueId);
    }

    @Override
    public IssueSnapshot addSnapshot(Transaction transaction, NewSnapshot snapshot) {
        String title = PostgresIssueRow.storable(snapshot.title());
        String normalised = PostgresIssueRow.storable(snapshot.bodyNormalised());
        return transaction
                .handle()
                .createQuery("""
                        insert into issue_snapshots
                          (issue_id, title, body_raw, body_normalised, sha256, hidden_text, accepted_by, taken_at)
                        values (:issue, :title, :raw, :normalised, :sha256, :hidden, :acceptedBy, :at)
                        returning *
                        """)
                .bind("issue", snapshot.issueId())
                .bind("title", title)
                .bind("raw", PostgresIssueRow.storable(snapshot.bodyRaw()))
                .bind("normalised", normalised)
                .bind("sha256", Sha256.hex(title + "\n" + normalised))
                .bind("hidden", snapshot.hiddenText())
                .bind("acceptedBy", snapshot.acceptedBy())
                .bind("at", snapshot.takenAt())
                .map((row, context) -> snapshotRow(row))
                .one();
    }

    private static IssueSnapshot snapshotRow(ResultSet row) throws SQLException {
        return new IssueSnapshot(
                row.getLong("id"),
                row.getLong("issue_id"),
                row.getString("title"),
                row.getString("body_raw"),
                row.getString("body_normalised"),
                row.getString("sha256"),
                row.getBoolean("hidden_text"),
                row.getString("accepted_by"),
                row.getObject("taken_at", OffsetDateTime.class).toInstant());
    }

    @Override
    public void recordHead(Transaction transaction, long issueId, String branch, String headSha, String baseSha) {
        execute(
                issueId,
                update(transaction, "branch = :branch, head_sha = :head, base_sha = :base")
                        .bind("branch", branch)
                        .bind("head", headSha)
                        .bind("base", baseSha));
    }

    @Override
    public boolean recordHostHead(Transaction transaction, long issueId, String headSha) {
        return transaction
                        .handle()
                        .createUpdate("""
                                update issues set host_head = :head, updated_at = :now
                                where id = :id and host_head is distinct from :head
                                """)
                        .bind("head", headSha)
                        .bind("now", clock.instant())
                        .bind("id", issueId)
                        .execute()
                == 1;
    }

    @Override
    public void recordPullRequest(Transaction transaction, long issueId, long number) {
        execute(issueId, update(transaction, "pull_request = :number").bind("number", number));
    }

    @Override
    public void recordMerge(Transaction transaction, long issueId, String mergeSha) {
        execute(issueId, update(transaction, "merge_sha = :merge").bind("merge", mergeSha));
        transaction.later(MERGED, clock.instant(), issueId);
    }

    private static Update update(Transaction transaction, String assignments) {
        return transaction
                .handle()
                .createUpdate("update issues set " + assignments + ", updated_at = :now where id = :id");
    }

    private void execute(long issueId, Update update) {
        int rows = update.bind("now", clock.instant()).bind("id", issueId).execute();
        if (rows == 0) {
            throw missing(issueId);
        }
    }

    private static ColonyException missing(long issueId) {
        return new ColonyException("There is no issue with the id " + issueId + " in the store.");
    }
}
