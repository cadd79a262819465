package io.colony.engine.queue;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/**
 * {@link TaskQueue} in the table {@code tasks}.
 *
 * <p>Whoever locks tasks to begin something locks their issues with them and skips what another transaction holds.
 * Transitions lock the issue first and its task second, so the two never wait for each other in a circle.
 */
final class PostgresTaskQueue implements TaskQueue {
    /** A postponed task is not due before {@code held_until}, but keeps the place that {@code run_after} gives it. */
    private static final String COLUMNS = """
            t.id, t.tenant_id, t.repository_id, t.issue_id, t.executor, t.state, t.priority, t.attempt, t.epoch,
            greatest(t.run_after, t.held_until) as due, t.worker_id, t.lease_until, t.created_at
            """;

    private final Database database;
    private final WakeUp wakeUp;

    PostgresTaskQueue(Database database, WakeUp wakeUp) {
        this.database = database;
        this.wakeUp = wakeUp;
    }

    @Override
    public Task enqueue(Transaction transaction, NewTask task) {
        Task created = query(transaction, """
                        insert into tasks as t
                          (tenant_id, repository_id, issue_id, executor, state, priority, run_after, created_at)
                        values (:tenant, :repository, :issue, :executor, 'queued', :priority, :runAfter, :createdAt)
                        on conflict (issue_id) where state in ('queued', 'claimed') do nothing
                        returning
                        """ + COLUMNS)
                .bind("tenant", task.tenantId())
                .bind("repository", task.repositoryId())
                .bind("issue", task.issueId())
                .bind("executor", task.executor())
                .bind("priority", task.priority())
                .bind("runAfter", task.runAfter())
                .bind("createdAt", task.createdAt())
                .map(PostgresTaskQueue::task)
                .findOne()
                .orElseThrow(() -> new QueueException("Issue " + task.issueId()
                        + " has an open task already, so none was made for '" + task.executor()
                        + "'. Close the open one in the same transaction first."));
        wakeAfterCommit(transaction);
        return created;
    }

    @Override
    public List<Task> lockDue(Transaction transaction, Set<String> executors, Instant now, int limit) {
        // The limit is a literal, so that Postgres plans for few rows and reads the index of queued tasks in its order.
        return query(transaction, """
                        select %s
                        from tasks t
                        join issues i on i.id = t.issue_id
                        where t.state = 'queued' and t.run_after <= :now and t.executor = any(:executors)
                          and (t.held_until is null or t.held_until <= :now)
                        order by t.priority desc, t.run_after, t.id
                        limit %d
                        for update of t skip locked
                        for no key update of i skip locked
                        """.formatted(COLUMNS, limit))
                .bind("now", now)
                .bindArray("executors", String.class, List.copyOf(executors))
                .map(PostgresTaskQueue::task)
                .list();
    }

    @Override
    public Task claim(Transaction transaction, Task locked, long workerId, Instant now, Duration lease) {
        return query(transaction, """
                        update tasks as t
                        set state = 'claimed', epoch = epoch + 1, worker_id = :worker, claimed_at = :now,
                            lease_until = :leaseUntil, held_until = null, waits_for = null
                        where id = :id and epoch = :epoch and state = 'queued'
                        returning
                        """ + COLUMNS)
                .bind("worker", workerId)
                .bind("now", now)
                .bind("leaseUntil", now.plus(lease))
                .bind("id", locked.id())
                .bind("epoch", locked.epoch())
                .map(PostgresTaskQueue::task)
                .findOne()
                .orElseThrow(() -> new QueueException("Task " + locked.id() + " is not queued at epoch "
                        + locked.epoch() + ". Claim it in the transaction that locked it."));
    }

    @Override
    public Heartbeat heartbeat(long taskId, long epoch, Instant leaseUntil) {
        boolean extended = database.<Boolean>inTransaction(
                transaction -> changed(update(transaction, """
                        update tasks set lease_until = :leaseUntil
                        where id = :id and epoch = :epoch and state = 'claimed'
                        """, taskId, epoch).bind("leaseUntil", leaseUntil)));
        return extended ? Heartbeat.EXTENDED : Heartbeat.REVOKED;
    }

    @Override
    public boolean complete(Transaction transaction, long taskId, long epoch, Instant now) {
        return close(transaction, taskId, epoch, now, TaskState.DONE, "completed");
    }

    @Override
    public boolean bury(Transaction transaction, long taskId, long epoch, Instant now, String reason) {
        return close(transaction, taskId, epoch, now, TaskState.DEAD, reason);
    }

    private static boolean close(
            Transaction transaction, long taskId, long epoch, Instant now, TaskState state, String reason) {
        return changed(update(transaction, """
                        update tasks
                        set state = :state, epoch = epoch + 1, lease_until = null, closed_at = :now,
                            closed_reason = :reason
                        where id = :id and epoch = :epoch and state = 'claimed'
                        """, taskId, epoch)
                .bind("state", slug(state))
                .bind("now", now)
                .bind("reason", reason));
    }

    @Override
    public boolean release(Transaction transaction, long taskId, long epoch, Release release) {
        boolean released = changed(update(transaction, """
                        update tasks
                        set state = 'queued', epoch = epoch + 1, worker_id = null, lease_until = null,
                            claimed_at = null, run_after = :runAfter, waits_for = :waitsFor,
                            attempt = attempt + :attempts,
                            failures = case when :class::text is null then failures
                              else jsonb_set(failures, array[:class::text],
                                to_jsonb(coalesce((failures ->> :class::text)::int, 0) + 1)) end
                        where id = :id and epoch = :epoch and state = 'claimed'
                        """, taskId, epoch)
                .bind("runAfter", release.runAfter())
                .bind("waitsFor", release.waitsFor())
                .bind("attempts", release.nextAttempt() ? 1 : 0)
                .bind("class", release.failureClass().orElse(null)));
        if (released) {
            wakeAfterCommit(transaction);
        }
        return released;
    }

    @Override
    public void postpone(Transaction transaction, Task locked, Instant runAfter, String waitsFor) {
        boolean postponed = changed(update(transaction, """
                        update tasks set held_until = :until, waits_for = :waitsFor
                        where id = :id and epoch = :epoch and state = 'queued'
                        """, locked.id(), locked.epoch())
                .bind("until", runAfter)
                .bind("waitsFor", waitsFor));
        if (!postponed) {
            throw new QueueException("Task " + locked.id() + " is not queued at epoch " + locked.epoch()
                    + ". Postpone it in the transaction that locked it.");
        }
    }

    @Override
    public int resumeHeld(Transaction transaction, String waitsFor) {
        int resumed =
                transaction.handle().createUpdate("""
                        update tasks set held_until = null
                        where id in (select id from tasks
                                     where state = 'queued' and held_until is not null and starts_with(waits_for, :what)
                                     for update skip locked)
                        """).bind("what", waitsFor).execute();
        if (resumed > 0) {
            wakeAfterCommit(transaction);
        }
        return resumed;
    }

    @Override
    public Optional<Task> cancelOpen(Transaction transaction, long issueId, Instant now, String reason) {
        return query(transaction, """
                        update tasks as t
                        set state = 'cancelled', epoch = epoch + 1, lease_until = null, closed_at = :now,
                            closed_reason = :reason
                        where issue_id = :issue and state in ('queued', 'claimed')
                        returning
                        """ + COLUMNS)
                .bind("issue", issueId)
                .bind("now", now)
                .bind("reason", reason)
                .map(PostgresTaskQueue::task)
                .findOne();
    }

    @Override
    public Optional<Task> open(Transaction transaction, long issueId) {
        return query(
                        transaction,
                        "select " + COLUMNS
                                + " from tasks t where issue_id = :issue and state in ('queued', 'claimed')")
                .bind("issue", issueId)
                .map(PostgresTaskQueue::task)
                .findOne();
    }

    @Override
    public List<Task> lockExpired(Transaction transaction, Instant now, int limit) {
        return query(transaction, """
                        select %s
                        from tasks t
                        join issues i on i.id = t.issue_id
                        where t.state = 'claimed' and t.lease_until < :now
                        order by t.lease_until
                        limit %d
                        for update of t skip locked
                        for no key update of i skip locked
                        """.formatted(COLUMNS, limit))
                .bind("now", now)
                .map(PostgresTaskQueue::task)
                .list();
    }

    @Override
    public void expire(Transaction transaction, long workerId, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        update tasks set lease_until = least(lease_until, :now)
                        where worker_id = :worker and state = 'claimed'
                        """)
                .bind("worker", workerId)
                .bind("now", now.minusMillis(1))
                .execute();
    }

    @Override
    public Map<String, Integer> failures(Transaction transaction, long taskId) {
        return query(transaction, """
                        select failure.key, failure.value::int as count
                        from tasks, jsonb_each_text(failures) as failure where id = :id
                        """)
                .bind("id", taskId)
                .setMapKeyColumn("key")
                .setMapValueColumn("count")
                .collectInto(new GenericType<Map<String, Integer>>() {});
    }

    /** Whoever polls in this process need not wait for the end of their interval. */
    private void wakeAfterCommit(Transaction transaction) {
        transaction.handle().afterCommit(wakeUp::wake);
    }

    private static Query query(Transaction transaction, String sql) {
        return transaction.handle().createQuery(sql);
    }

    private static Update update(Transaction transaction, String sql, long taskId, long epoch) {
        return transaction.handle().createUpdate(sql).bind("id", taskId).bind("epoch", epoch);
    }

    private static boolean changed(Update update) {
        return update.execute() == 1;
    }

    private static Task task(ResultSet row, StatementContext context) throws SQLException {
        return new Task(
                row.getLong("id"),
                row.getLong("tenant_id"),
                row.getLong("repository_id"),
                row.getLong("issue_id"),
                row.getString("executor"),
                TaskState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("priority"),
                row.getInt("attempt"),
                row.getLong("epoch"),
                row.getObject("due", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("worker_id", Long.class)),
                Optional.ofNullable(row.getObject("lease_until", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static String slug(TaskState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
