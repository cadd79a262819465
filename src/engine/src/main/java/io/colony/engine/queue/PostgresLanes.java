package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Which lines wait, read by hopping from one to the next in the index of ready tasks: what it costs grows with the number
 * of lines, not with their length. Many claims in a row share one reading; whoever finds less than they look for reads
 * anew. Safe for use by many threads.
 */
final class PostgresLanes {
    /** How old a reading may be that claims go by: it says who is next, not what there is. */
    static final Duration SHARED = Duration.ofMillis(100);

    /** How old it may be while somebody reads anew: the others need not all do the same. */
    private static final Duration STALE = Duration.ofSeconds(1);

    private static final String WAITING = """
            with recursive lanes as (
              (select demand, repository_id, tenant_id, turn_at from tasks
               where state = 'queued' and held_until is null
               order by demand, repository_id, turn_at, id limit 1)
              union all
              select next.* from lanes l cross join lateral (
                select demand, repository_id, tenant_id, turn_at from tasks
                where state = 'queued' and held_until is null
                  and (demand, repository_id) > (l.demand, l.repository_id)
                order by demand, repository_id, turn_at, id limit 1) next
            ), busy as (
              select tenant_id, repository_id, count(*) as tasks from tasks where state = 'claimed' group by 1, 2
            )
            select l.demand, l.tenant_id, l.repository_id, l.turn_at,
              coalesce((select sum(b.tasks) from busy b where b.tenant_id = l.tenant_id), 0)::bigint as of_tenant,
              coalesce((select sum(b.tasks) from busy b where b.repository_id = l.repository_id), 0)::bigint
                as of_repository
            from lanes l where
            """ + PostgresDispatchStops.NOT_STOPPED;

    private final LongSupplier nanos;
    private final AtomicReference<Reading> latest =
            new AtomicReference<>(new Reading(List.of(), Long.MIN_VALUE, false, new AtomicBoolean()));

    /**
     * Lanes as they were read when the counter stood there.
     *
     * @param renewed whether somebody has set out to read anew since
     */
    private record Reading(List<Lane> lanes, long at, boolean made, AtomicBoolean renewed) {}

    PostgresLanes(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * A reading that is {@link #SHARED} old at most, or somewhat older while another thread reads anew; empty where there is
     * none, or it says that nothing waits.
     */
    List<Lane> recent() {
        Reading reading = latest.get();
        long age = nanos.getAsLong() - reading.at();
        boolean beingRenewed = age > SHARED.toNanos() && reading.renewed().getAndSet(true);
        boolean good = age <= (beingRenewed ? STALE : SHARED).toNanos();
        return reading.made() && good ? reading.lanes() : List.of();
    }

    /** Reads anew. */
    List<Lane> read(Transaction transaction) {
        List<Lane> lanes = transaction
                .handle()
                .createQuery(WAITING)
                .map(PostgresLanes::lane)
                .list();
        latest.set(new Reading(lanes, nanos.getAsLong(), true, new AtomicBoolean()));
        return lanes;
    }

    /** Counts tasks that were claimed from a lane since, so that the next claim of this reading sees them. */
    void claimed(Lane from, int tasks) {
        latest.updateAndGet(reading -> new Reading(
                reading.lanes().stream().map(lane -> plus(lane, from, tasks)).toList(),
                reading.at(),
                reading.made(),
                reading.renewed()));
    }

    private static Lane plus(Lane lane, Lane from, int tasks) {
        return new Lane(
                lane.demand(),
                lane.tenantId(),
                lane.repositoryId(),
                lane.head(),
                lane.claimedOfTenant() + same(lane, from, Lane::tenantId, tasks),
                lane.claimedOfRepository() + same(lane, from, Lane::repositoryId, tasks));
    }

    private static long same(Lane lane, Lane from, ToLongFunction<Lane> what, int tasks) {
        return what.applyAsLong(lane) == what.applyAsLong(from) ? tasks : 0;
    }

    private static Lane lane(ResultSet row, StatementContext context) throws SQLException {
        return new Lane(
                row.getString("demand"),
                row.getLong("tenant_id"),
                row.getLong("repository_id"),
                row.getObject("turn_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getLong("of_tenant"),
                row.getLong("of_repository"));
    }
}
