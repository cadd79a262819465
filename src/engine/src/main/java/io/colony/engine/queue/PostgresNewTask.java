package io.colony.engine.queue;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.queue.TaskQueue.NewTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a task comes into the table {@code tasks}. */
final class PostgresNewTask {
    private static final String INSERT = """
            insert into tasks as t
              (tenant_id, repository_id, issue_id, executor, state, priority, run_after, held_until, created_at, demand)
            select ?::bigint, ?::bigint, ?::bigint, ?::text, 'queued', ?::integer, ?::timestamptz, ?::timestamptz,
              ?::timestamptz, %s
            """;

    /** For whom it is depends on what is known of its repository's agent. */
    private static final String OF_AGENT_STAGE = INSERT.formatted("coalesce((select '" + Demand.WITH_AGENT
            + "' || agent from repository_agents where repository_id = ?), ?)");

    private static final String OF_OTHERS = INSERT.formatted("?::text");

    private static final String UNLESS_OPEN = """
            on conflict (issue_id) where state in ('queued', 'claimed') do nothing
            returning
            """ + PostgresTaskRow.COLUMNS;

    private PostgresNewTask() {}

    /** The task as it was made; none when the issue has an open one. */
    static Answer<Task> insert(Transaction transaction, NewTask task) {
        return transaction.ask(
                PostgresTaskRow::read, sql(task) + UNLESS_OPEN, values(task).toArray());
    }

    /**
     * Makes the task once another statement has closed what its issue had open, in one statement with it; where the issue has
     * an open one all the same the transaction fails.
     *
     * @param closing an update of tasks that returns their ids
     */
    static void insertAfter(Transaction transaction, String closing, List<Object> closingValues, NewTask task) {
        // The count makes the one wait for the other: parts of one statement run in no order of their own.
        transaction.later(
                "with closed as (" + closing + ") " + sql(task) + "where (select count(*) from closed) >= 0",
                Stream.concat(closingValues.stream(), values(task).stream()).toArray());
    }

    private static String sql(NewTask task) {
        return Demand.beginsWithAgent(task.executor()) ? OF_AGENT_STAGE : OF_OTHERS;
    }

    private static List<Object> values(NewTask task) {
        List<Object> values = new ArrayList<>(10);
        values.add(task.tenantId());
        values.add(task.repositoryId());
        values.add(task.issueId());
        values.add(task.executor());
        values.add(task.priority());
        values.add(task.runAfter());
        values.add(Optional.of(task.runAfter()).filter(due -> due.isAfter(task.createdAt())));
        values.add(task.createdAt());
        if (Demand.beginsWithAgent(task.executor())) {
            values.add(task.repositoryId());
        }
        values.add(Demand.of(task.executor()).text());
        return values;
    }
}
