package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link DispatchStops} in the tables {@code dispatch_stops} and {@code dispatch_stop_runs}. */
final class PostgresDispatchStops implements DispatchStops {
    /** For the condition of a claim: one look at an index that is empty, once a statement. */
    static final String NOT_STOPPED = "not exists (select from dispatch_stops where resumed_at is null)";

    /** Any number, the same for all. */
    private static final long LOCK = 0x636f6c6f6e79L;

    private static final String OPEN =
            "select id, stopped_at, stopped_by, reason from dispatch_stops where resumed_at is null";

    /** Taken before the statement that claims, which therefore sees a stop that was waited for. Travels with it. */
    static void claiming(Transaction transaction) {
        transaction.ask(row -> true, "select pg_advisory_xact_lock_shared(?)", LOCK);
    }

    @Override
    public Optional<DispatchStop> open(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(OPEN)
                .map(PostgresDispatchStops::stop)
                .findOne();
    }

    @Override
    public Optional<DispatchStop> openForClaim(Transaction transaction) {
        claiming(transaction);
        return open(transaction);
    }

    @Override
    public long newest(Transaction transaction) {
        return transaction
                .query(row -> row.getLong(1), "select coalesce(max(id), 0) from dispatch_stops")
                .getFirst();
    }

    @Override
    public void holdClaims(Transaction transaction) {
        transaction.handle().execute("set local lock_timeout = '3s'");
        transaction
                .handle()
                .createQuery("select true from pg_advisory_xact_lock(:lock)")
                .bind("lock", LOCK)
                .mapTo(Boolean.class)
                .one();
    }

    @Override
    public Optional<DispatchStop> stop(Transaction transaction, String by, String reason, Instant at) {
        Optional<DispatchStop> stop = transaction
                .handle()
                .createQuery("""
                        insert into dispatch_stops (stopped_at, stopped_by, reason) values (:at, :by, :reason)
                        on conflict do nothing returning id, stopped_at, stopped_by, reason
                        """)
                .bind("at", at)
                .bind("by", by)
                .bind("reason", reason)
                .map(PostgresDispatchStops::stop)
                .findOne();
        stop.ifPresent(made ->
                transaction.handle().createUpdate("""
                        insert into dispatch_stop_runs (stop_id, run_id)
                        select :stop, id from agent_runs where ended_at is null
                        """).bind("stop", made.id()).execute());
        return stop;
    }

    @Override
    public Optional<DispatchStop> resume(Transaction transaction, String by, String reason, Instant at) {
        return transaction
                .handle()
                .createQuery("""
                        update dispatch_stops set resumed_at = :at, resumed_by = :by, resume_reason = :reason
                        where resumed_at is null returning id, stopped_at, stopped_by, dispatch_stops.reason
                        """)
                .bind("at", at)
                .bind("by", by)
                .bind("reason", reason)
                .map(PostgresDispatchStops::stop)
                .findOne();
    }

    @Override
    public void noteEnd(Transaction transaction, long runId, List<Long> groups, List<Long> survivors) {
        transaction
                .handle()
                .createUpdate("""
                        insert into dispatch_stop_runs (stop_id, run_id, process_groups, survivors)
                        select id, :run, :groups, :survivors from dispatch_stops where resumed_at is null
                        on conflict (stop_id, run_id) do update
                        set process_groups = excluded.process_groups, survivors = excluded.survivors
                        """)
                .bind("run", runId)
                .bindArray("groups", Long.class, groups)
                .bindArray("survivors", Long.class, survivors)
                .execute();
    }

    @Override
    public List<StoppedRun> runs(Transaction transaction, DispatchStop stop) {
        return transaction
                .handle()
                .createQuery("""
                        with concerned as (
                          select run_id from dispatch_stop_runs where stop_id = :stop
                          union select id from agent_runs where ended_at is null)
                        select r.id, p.slug || coalesce('#' || i.number, '') as issue, r.stage, w.name, w.host, w.pid, w.seen_at,
                          r.end_kind, coalesce(s.process_groups, '{}') as process_groups,
                          coalesce(s.survivors, '{}') as survivors
                        from concerned c
                        join agent_runs r on r.id = c.run_id
                        left join issues i on i.id = r.issue_id
                        left join ad_hoc_runs h on h.run_id = r.id
                        join repositories p on p.id = coalesce(i.repository_id, h.repository_id)
                        join workers w on w.id = r.worker_id
                        left join dispatch_stop_runs s on s.run_id = r.id and s.stop_id = :stop
                        order by r.id
                        """)
                .bind("stop", stop.id())
                .map(PostgresDispatchStops::run)
                .list();
    }

    @Override
    public List<Long> tenants(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("select id from tenants order by id")
                .mapTo(Long.class)
                .list();
    }

    private static DispatchStop stop(ResultSet row, StatementContext context) throws SQLException {
        return new DispatchStop(
                row.getLong("id"),
                row.getObject("stopped_at", OffsetDateTime.class).toInstant(),
                row.getString("stopped_by"),
                row.getString("reason"));
    }

    private static StoppedRun run(ResultSet row, StatementContext context) throws SQLException {
        return new StoppedRun(
                row.getLong("id"),
                row.getString("issue"),
                row.getString("stage"),
                row.getString("name"),
                row.getString("host"),
                row.getLong("pid"),
                row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("end_kind")),
                numbers(row.getArray("process_groups")),
                numbers(row.getArray("survivors")));
    }

    private static List<Long> numbers(Array array) throws SQLException {
        return List.of((Long[]) array.getArray());
    }
}
