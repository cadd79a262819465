package io.colony.engine.retention;

import io.colony.engine.database.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/** {@link RetentionStore} in the tables that {@link RetentionClass} names. */
final class PostgresRetentionStore implements RetentionStore {
    private static final long LOCK = 0x636f_6c6f_6e79_0072L;

    /** Issues whose workflow has no way on from where they are. */
    private static final String ENDED = """
            ended as (
              select i.id, i.tenant_id from issues i
              join unnest(:workflows, :versions, :states) as e (workflow, version, state)
                on e.workflow = i.workflow_id and e.version = i.workflow_version and e.state = i.state
              where i.updated_at < :before)
            """;

    @Override
    public boolean alone(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("select pg_try_advisory_xact_lock(:key)")
                .bind("key", LOCK)
                .mapTo(Boolean.class)
                .one();
    }

    @Override
    public Map<Long, Long> count(Transaction transaction, RetentionClass what, Limit limit) {
        return perTenant(transaction, """
                with %s, old as (%s)
                select tenant_id, count(*) as rows from old group by tenant_id
                """.formatted(ENDED, selection(what)), limit);
    }

    @Override
    public Map<Long, Long> remove(Transaction transaction, RetentionClass what, Limit limit, int batch) {
        String change = what == RetentionClass.GATE_LOGS
                ? "update gate_results g set log = '' from old where g.ctid = old.row"
                : "delete from " + what.table() + " g using old where g.ctid = old.row";
        return perTenant(transaction, """
                with %s, old as (%s limit %d), gone as (%s returning old.tenant_id)
                select tenant_id, count(*) as rows from gone group by tenant_id
                """.formatted(ENDED, selection(what), batch, change), limit);
    }

    /** Each names its row by place, which holds for as long as one statement runs, and its tenant. */
    private static String selection(RetentionClass what) {
        return switch (what) {
            case TRANSCRIPTS -> """
                    select t.ctid as row, e.tenant_id from transcripts t
                    join agent_runs r on r.id = t.run_id
                    join ended e on e.id = r.issue_id
                    where t.at < :before and r.ended_at < :before
                    union all
                    select t.ctid, h.tenant_id from transcripts t
                    join agent_runs r on r.id = t.run_id
                    join ad_hoc_runs h on h.run_id = r.id
                    where t.at < :before and r.ended_at < :before""";
            case ARTIFACTS -> """
                    select a.ctid as row, e.tenant_id from attempt_artifacts a
                    join ended e on e.id = a.issue_id
                    where a.created_at < :before""";
            case GATE_LOGS -> """
                    select g.ctid as row, e.tenant_id from gate_results g
                    join ended e on e.id = g.issue_id
                    where g.created_at < :before and g.log <> ''""";
            case DELIVERIES -> """
                    select d.ctid as row, (select min(id) from tenants) as tenant_id from webhook_deliveries d
                    where coalesce(d.processed_at, d.failed_at) < :before""";
            case OUTBOX -> """
                    select o.ctid as row, i.tenant_id from outbox o
                    join issues i on i.id = o.issue_id
                    where o.delivered_at < :before""";
        };
    }

    private static Map<Long, Long> perTenant(Transaction transaction, String sql, Limit limit) {
        List<End> ends = List.copyOf(limit.ends());
        Query query = transaction
                .handle()
                .createQuery(sql)
                .bind("before", limit.before())
                .bindArray(
                        "workflows",
                        String.class,
                        ends.stream().map(end -> end.workflow().id()).toList())
                .bindArray(
                        "versions",
                        Integer.class,
                        ends.stream().map(end -> end.workflow().version()).toList())
                .bindArray(
                        "states",
                        String.class,
                        ends.stream().map(end -> end.state().slug()).toList());
        Map<Long, Long> counts = new TreeMap<>();
        query.map((row, context) -> counts.merge(row.getLong("tenant_id"), row.getLong("rows"), Long::sum))
                .list();
        return counts;
    }

    @Override
    public Set<WorkflowVersion> workflows(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("select id, version from workflows")
                .map((row, context) -> new WorkflowVersion(row.getString("id"), row.getInt("version")))
                .stream()
                .collect(Collectors.toSet());
    }
}
