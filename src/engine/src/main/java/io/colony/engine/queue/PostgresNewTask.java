package io.colony.engine.queue;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.queue.TaskQueue.NewTask;
import org.jspecify.annotations.Nullable;

/** How a task comes into the table {@code tasks}. */
final class PostgresNewTask {
    private static final String INSERT = """
            insert into tasks as t
              (tenant_id, repository_id, issue_id, executor, state, priority, run_after, held_until, created_at, demand)
            values (?, ?, ?, ?, 'queued', ?, ?, ?, ?, %s)
            """;

    /** For whom it is depends on what is known of its repository's agent. */
    private static final String OF_AGENT_STAGE = INSERT.formatted("coalesce((select '" + Demand.WITH_AGENT
            + "' || agent from repository_agents where repository_id = ?), ?)");

    private static final String OF_OTHERS = INSERT.formatted("?");

    private static final String UNLESS_OPEN = """
            on conflict (issue_id) where state in ('queued', 'claimed') do nothing
            returning
            """ + PostgresTaskRow.COLUMNS;

    private PostgresNewTask() {}

    /** The task as it was made; none when the issue has an open one. */
    static Answer<Task> insert(Transaction transaction, NewTask task) {
        return transaction.ask(PostgresTaskRow::read, sql(task) + UNLESS_OPEN, values(task));
    }

    /** The same for an issue that has no open one: else the transaction fails. */
    static void insertLater(Transaction transaction, NewTask task) {
        transaction.later(sql(task), values(task));
    }

    private static String sql(NewTask task) {
        return Demand.beginsWithAgent(task.executor()) ? OF_AGENT_STAGE : OF_OTHERS;
    }

    private static @Nullable Object[] values(NewTask task) {
        @Nullable Object heldUntil = task.runAfter().isAfter(task.createdAt()) ? task.runAfter() : null;
        String demand = Demand.of(task.executor()).text();
        return Demand.beginsWithAgent(task.executor())
                ? new @Nullable Object[] {
                    task.tenantId(),
                    task.repositoryId(),
                    task.issueId(),
                    task.executor(),
                    task.priority(),
                    task.runAfter(),
                    heldUntil,
                    task.createdAt(),
                    task.repositoryId(),
                    demand
                }
                : new @Nullable Object[] {
                    task.tenantId(),
                    task.repositoryId(),
                    task.issueId(),
                    task.executor(),
                    task.priority(),
                    task.runAfter(),
                    heldUntil,
                    task.createdAt(),
                    demand
                };
    }
}
