package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what is to be begun next: line by line in the order of {@link FairShare}, within a line by turn. What another
 * transaction holds is skipped. Safe for use by many threads.
 */
final class PostgresDueTasks {
    /** At most so many fall due in one statement; whoever finds this many looks again. */
    private static final int PROMOTED_AT_ONCE = 500;

    /** The index of ready tasks holds one line in the order of turns, so that the first rows are the answer. */
    static final String IN_TURN = """
            t.state = 'queued' and t.held_until is null and t.demand = ? and t.repository_id = ?
              and t.executor = any(?) and t.run_after <= ?
              and %s
            order by t.turn_at, t.id
            """.formatted(PostgresDispatchStops.NOT_STOPPED);

    private final PostgresLanes lanes;
    private final FairShare shares;

    PostgresDueTasks(PostgresLanes lanes, FairShare shares) {
        this.lanes = lanes;
        this.shares = shares;
    }

    /** How tasks of one line are taken. */
    @FunctionalInterface
    private interface Taking {
        List<Task> from(Lane lane, int limit);
    }

    /** Locks due tasks and their issues, and changes nothing. */
    List<Task> lock(Transaction transaction, Offer offer, Instant now, int limit) {
        PostgresDispatchStops.claiming(transaction);
        // A second look would find what the first has locked, since a transaction does not skip its own locks.
        Set<Long> seen = new HashSet<>();
        // The limit is a literal, so that Postgres plans for few rows and reads the index in its order.
        return take(transaction, offer, now, limit, (lane, most) -> {
            List<Task> tasks = transaction.query(
                    PostgresTaskRow::read,
                    """
                            select %s
                            from tasks t
                            join issues i on i.id = t.issue_id
                            where not t.id = any(?) and %s
                            limit %d
                            for update of t skip locked
                            for no key update of i skip locked
                            """.formatted(PostgresTaskRow.COLUMNS, IN_TURN, most),
                    seen.stream().mapToLong(Long::longValue).toArray(),
                    lane.demand(),
                    lane.repositoryId(),
                    offer.executors().toArray(String[]::new),
                    now);
            tasks.forEach(task -> seen.add(task.id()));
            return tasks;
        });
    }

    /** Locks one task and its issue, if it is due and nobody holds it. */
    Optional<Task> lock(Transaction transaction, long taskId, Offer offer, Instant now) {
        PostgresDispatchStops.claiming(transaction);
        return transaction
                .query(
                        PostgresTaskRow::read,
                        """
                        select %s
                        from tasks t
                        join issues i on i.id = t.issue_id
                        where t.id = ? and t.lease_until is null and t.closed_at is null and t.executor = any(?)
                          and t.run_after <= ? and coalesce(t.held_until <= ?, true) and %s
                        for update of t skip locked
                        for no key update of i skip locked
                        """.formatted(PostgresTaskRow.COLUMNS, PostgresDispatchStops.NOT_STOPPED),
                        taskId,
                        offer.executors().toArray(String[]::new),
                        now,
                        now)
                .stream()
                .filter(task -> room(transaction, task.repositoryId(), offer.perRepository()) > 0)
                .findFirst();
    }

    /** By a reading that others use as well; what that leaves open, by a new one; at last with what falls due now. */
    private List<Task> take(Transaction transaction, Offer offer, Instant now, int limit, Taking taking) {
        List<Task> taken = new ArrayList<>(limit);
        take(transaction, lanes.recent(), offer, limit, taking, taken);
        if (taken.size() < limit) {
            take(transaction, lanes.read(transaction), offer, limit, taking, taken);
        }
        if (taken.size() < limit && promote(transaction, now) > 0) {
            take(transaction, lanes.read(transaction), offer, limit, taking, taken);
        }
        return taken;
    }

    private void take(
            Transaction transaction, List<Lane> waiting, Offer offer, int limit, Taking taking, List<Task> taken) {
        List<Lane> mine = waiting.stream()
                .filter(lane -> offer.meets(new Demand(lane.demand())))
                .toList();
        for (Lane lane : shares.inTurn(mine)) {
            int most = Math.min(limit - taken.size(), room(transaction, lane, offer));
            if (most > 0) {
                shares.served(lane);
                List<Task> found = taking.from(lane, most);
                if (!found.isEmpty()) {
                    lanes.claimed(lane, found.size());
                }
                taken.addAll(found);
            }
            if (taken.size() >= limit) {
                return;
            }
        }
    }

    /** How many more tasks of the lane's repository may be claimed. */
    private static int room(Transaction transaction, Lane lane, Offer offer) {
        int most = offer.perRepository();
        if (most == 0) {
            return Integer.MAX_VALUE;
        }
        return lane.claimedOfRepository() >= most ? 0 : room(transaction, lane.repositoryId(), most);
    }

    private static int room(Transaction transaction, long repositoryId, int most) {
        if (most == 0) {
            return Integer.MAX_VALUE;
        }
        if (!alone(transaction, repositoryId)) {
            return 0;
        }
        return most
                - transaction
                        .handle()
                        .createQuery("""
                                select count(*) from tasks where state = 'claimed' and repository_id = :repository
                                """)
                        .bind("repository", repositoryId)
                        .mapTo(Integer.class)
                        .one();
    }

    /** Two claims of two tasks do not see one another: the lock makes them, until the transaction ends. */
    private static boolean alone(Transaction transaction, long repositoryId) {
        return transaction
                .handle()
                .createQuery("""
                        select pg_try_advisory_xact_lock(hashtextextended('colony-repository:' || :repository, 0))
                        """)
                .bind("repository", repositoryId)
                .mapTo(Boolean.class)
                .one();
    }

    /** Puts what has fallen due among the ready tasks; how many that were. */
    static int promote(Transaction transaction, Instant now) {
        return transaction
                .handle()
                .createUpdate("""
                        update tasks set held_until = null
                        where id in (
                          select id from tasks where state = 'queued' and held_until <= :now
                          order by held_until limit %d for update skip locked)
                        """.formatted(PROMOTED_AT_ONCE))
                .bind("now", now)
                .execute();
    }

    /** When the next task falls due. */
    static Optional<Instant> nextDue(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("""
                        select held_until from tasks where state = 'queued' and held_until is not null
                        order by held_until limit 1
                        """)
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant);
    }
}
