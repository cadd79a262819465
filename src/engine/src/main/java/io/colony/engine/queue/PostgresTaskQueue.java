package io.colony.engine.queue;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/**
 * {@link TaskQueue} in the table {@code tasks}.
 *
 * <p>Whoever locks tasks to begin something locks their issues with them and skips what another transaction holds.
 * Transitions lock the issue first and its task second, so the two never wait for each other in a circle.
 */
final class PostgresTaskQueue implements TaskQueue {
    // One task by its id: 'claimed' is written as "lease_until is not null" and 'queued' as neither that nor closed.
    // The
    // table's checks make that the same. With the state named, Postgres may take the partial index of that state, which
    // it believes to be empty, and read all of it.

    private static final String CLAIM = """
            update tasks as t
            set state = 'claimed', epoch = epoch + 1, worker_id = ?, claimed_at = ?, lease_until = ?, held_until = null,
                waits_for = null
            where id = ? and epoch = ? and lease_until is null and closed_at is null
            returning
            """ + PostgresTaskRow.COLUMNS;

    private static final String CLOSE = """
            update tasks
            set state = ?, epoch = epoch + 1, lease_until = null, closed_at = ?, closed_reason = ?
            where id = ? and epoch = ? and lease_until is not null
            returning executor
            """;

    private static final String CANCEL = """
            update tasks as t
            set state = 'cancelled', epoch = epoch + 1, lease_until = null, closed_at = ?, closed_reason = ?
            where issue_id = ? and state in ('queued', 'claimed')
            returning
            """;

    private static final String CANCEL_AND_READ = CANCEL + PostgresTaskRow.COLUMNS;

    private static final String OPEN =
            "select " + PostgresTaskRow.COLUMNS + " from tasks t where issue_id = ? and state in ('queued', 'claimed')";

    private static final String LOCK_CLAIMED = "select " + PostgresTaskRow.COLUMNS + """
             from tasks t
            join issues i on i.id = t.issue_id
            where t.id = ? and t.epoch = ? and t.lease_until is not null
            for no key update of i
            for update of t
            """;

    private final Database database;
    private final WakeUp wakeUp;
    private final PostgresLanes lanes = new PostgresLanes(System::nanoTime);
    private final FairShare shares = new FairShare();
    private final PostgresDueTasks dueTasks = new PostgresDueTasks(lanes, shares);
    private final PostgresTaskBatches batches;

    PostgresTaskQueue(Database database, WakeUp wakeUp) {
        this.database = database;
        this.wakeUp = wakeUp;
        this.batches = new PostgresTaskBatches(database, lanes, shares);
    }

    @Override
    public Task enqueue(Transaction transaction, NewTask task) {
        Task created = PostgresNewTask.insert(transaction, task)
                .first()
                .orElseThrow(() -> new QueueException("Issue " + task.issueId()
                        + " has an open task already, so none was made for '" + task.executor()
                        + "'. Close the open one in the same transaction first."));
        wakeAfterCommit(transaction);
        return created;
    }

    @Override
    public List<Task> lockDue(Transaction transaction, Offer offer, Instant now, int limit) {
        return dueTasks.lock(transaction, offer, now, limit);
    }

    @Override
    public Optional<Task> lockDue(Transaction transaction, long taskId, Offer offer, Instant now) {
        return dueTasks.lock(transaction, taskId, offer, now);
    }

    @Override
    public Optional<String> waitsFor(Transaction transaction, long taskId) {
        return transaction
                .query(
                        row -> row.getString(1),
                        "select waits_for from tasks where id = ? and state = 'queued' and waits_for is not null",
                        taskId)
                .stream()
                .findFirst();
    }

    @Override
    public Optional<Task> lockClaimed(Transaction transaction, long taskId, long epoch) {
        return transaction.query(PostgresTaskRow::read, LOCK_CLAIMED, taskId, epoch).stream()
                .findFirst();
    }

    @Override
    public List<Task> claimBatch(Offer offer, long workerId, Instant now, Duration lease, int limit) {
        return batches.claim(offer, workerId, now, lease, limit);
    }

    @Override
    public int promoteDue(Instant now) {
        return database.<Integer>inTransaction(transaction -> PostgresDueTasks.promote(transaction, now));
    }

    @Override
    public Optional<Instant> nextDue() {
        return database.inTransaction(PostgresDueTasks::nextDue);
    }

    @Override
    public Answer<Task> askClaim(Transaction transaction, Task locked, long workerId, Instant now, Duration lease) {
        return transaction.ask(
                PostgresTaskRow::read, CLAIM, workerId, now, now.plus(lease), locked.id(), locked.epoch());
    }

    @Override
    public Heartbeat heartbeat(long taskId, long epoch, Instant leaseUntil) {
        boolean extended = database.<Boolean>inReservedTransaction(
                transaction -> changed(update(transaction, """
                        update tasks set lease_until = :leaseUntil
                        where id = :id and epoch = :epoch and lease_until is not null
                        """, taskId, epoch).bind("leaseUntil", leaseUntil)));
        return extended ? Heartbeat.EXTENDED : Heartbeat.REVOKED;
    }

    @Override
    public boolean complete(Transaction transaction, long taskId, long epoch, Instant now) {
        return close(transaction, taskId, epoch, now, TaskState.DONE, "completed");
    }

    @Override
    public boolean complete(long taskId, long epoch, Instant now) {
        return batches.complete(taskId, epoch, now);
    }

    @Override
    public int finish(Transaction transaction, List<Task> locked, long workerId, Instant now) {
        return transaction
                .handle()
                .createUpdate("""
                        update tasks
                        set state = 'done', epoch = epoch + 2, worker_id = :worker, claimed_at = :now,
                            held_until = null, waits_for = null, closed_at = :now, closed_reason = 'completed'
                        where id = any(:ids) and lease_until is null and closed_at is null
                        """)
                .bind("worker", workerId)
                .bind("now", now)
                .bindArray("ids", Long.class, locked.stream().map(Task::id).toList())
                .execute();
    }

    @Override
    public boolean bury(Transaction transaction, long taskId, long epoch, Instant now, String reason) {
        return close(transaction, taskId, epoch, now, TaskState.DEAD, reason);
    }

    private static boolean close(
            Transaction transaction, long taskId, long epoch, Instant now, TaskState state, String reason) {
        Optional<String> closed = transaction
                .ask(row -> row.getString(1), CLOSE, PostgresTaskRow.slug(state), now, reason, taskId, epoch)
                .first();
        closed.ifPresent(executor -> passTurnOn(transaction, executor, taskId));
        return closed.isPresent();
    }

    @Override
    public boolean release(Transaction transaction, long taskId, long epoch, Release release) {
        Optional<String> released = query(transaction, """
                        update tasks
                        set state = 'queued', epoch = epoch + 1, worker_id = null, lease_until = null,
                            claimed_at = null, run_after = :runAfter, held_until = :runAfter, waits_for = :waitsFor,
                            attempt = attempt + :attempts,
                            failures = case when :class::text is null then failures
                              else jsonb_set(failures, array[:class::text],
                                to_jsonb(coalesce((failures ->> :class::text)::int, 0) + 1)) end
                        where id = :id and epoch = :epoch and lease_until is not null
                        returning executor
                        """)
                .bind("id", taskId)
                .bind("epoch", epoch)
                .bind("runAfter", release.runAfter())
                .bind("waitsFor", release.waitsFor())
                .bind("attempts", release.nextAttempt() ? 1 : 0)
                .bind("class", release.failureClass().orElse(null))
                .mapTo(String.class)
                .findOne();
        released.ifPresent(executor -> {
            passTurnOn(transaction, executor, taskId);
            wakeAfterCommit(transaction);
        });
        return released.isPresent();
    }

    @Override
    public void postpone(Transaction transaction, Task locked, Instant runAfter, String waitsFor) {
        boolean postponed = changed(update(transaction, """
                        update tasks set held_until = :until, waits_for = :waitsFor
                        where id = :id and epoch = :epoch and lease_until is null and closed_at is null
                        """, locked.id(), locked.epoch())
                .bind("until", runAfter)
                .bind("waitsFor", waitsFor));
        if (!postponed) {
            throw new QueueException("Task " + locked.id() + " is not queued at epoch " + locked.epoch()
                    + ". Postpone it in the transaction that locked it.");
        }
        wakeAfterCommit(transaction);
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
        Optional<Task> cancelled = transaction
                .ask(PostgresTaskRow::read, CANCEL_AND_READ, now, reason, issueId)
                .first();
        // One that was claimed by nobody held no turn.
        cancelled
                .filter(task -> task.workerId().isPresent())
                .ifPresent(task -> passTurnOn(transaction, task.executor(), task.id()));
        return cancelled;
    }

    @Override
    public void replaceOpen(Transaction transaction, long issueId, Optional<NewTask> next, Instant now, String reason) {
        String cancel = CANCEL + "id";
        next.ifPresentOrElse(
                task -> PostgresNewTask.insertAfter(transaction, cancel, List.of(now, reason, issueId), task),
                () -> transaction.later(cancel, now, reason, issueId));
        wakeAfterCommit(transaction);
    }

    @Override
    public Optional<Task> open(Transaction transaction, long issueId) {
        return transaction.ask(PostgresTaskRow::read, OPEN, issueId).first();
    }

    @Override
    public List<Task> lockExpired(Transaction transaction, Instant now, int limit, Set<Long> except) {
        return query(transaction, """
                        select %s
                        from tasks t
                        join issues i on i.id = t.issue_id
                        where t.state = 'claimed' and t.lease_until < :now and not t.id = any(:except)
                        order by t.lease_until
                        limit %d
                        for update of t skip locked
                        for no key update of i skip locked
                        """.formatted(PostgresTaskRow.COLUMNS, limit))
                .bind("now", now)
                .bindArray("except", Long.class, List.copyOf(except))
                .map(PostgresTaskRow::task)
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

    @Override
    public void demandAgent(Transaction transaction, Task claimed, String agent, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        insert into repository_agents as a (repository_id, agent, noted_at)
                        values (:repository, :agent, :now)
                        on conflict (repository_id) do update set agent = :agent, noted_at = :now
                        """)
                .bind("repository", claimed.repositoryId())
                .bind("agent", agent)
                .bind("now", now)
                .execute();
        update(transaction, """
                        update tasks set demand = :demand where id = :id and epoch = :epoch and lease_until is not null
                        """, claimed.id(), claimed.epoch())
                .bind("demand", Demand.withAgent(agent).text())
                .execute();
    }

    @Override
    public int forgetAgents(Transaction transaction, Instant notedBefore, Instant seenSince) {
        return PostgresAgentDemands.forget(transaction, notedBefore, seenSince);
    }

    /** A merge has ended or goes back: the one behind it need not wait for its next look. */
    private static void passTurnOn(Transaction transaction, String executor, long taskId) {
        if (executor.equals(PostgresMergeQueue.EXECUTOR)) {
            PostgresMergeQueue.passTurnOn(transaction, taskId);
        }
    }

    @Override
    public void wakeAfterCommit(Transaction transaction) {
        transaction.afterCommit(wakeUp::wake);
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
}
