package io.colony.engine.notice;

import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.WorkflowCatalog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;

final class PostgresNotices implements Notices {
    private static final String TOLD = """
            select coalesce(issue_id, 0) as issue_id, kind, alert_id, topic, marker, channel, number, status, people,
              due_at, closed_at, error
            from notices
            """;

    private final PostgresWaitingIssues waiting;

    PostgresNotices(WorkflowCatalog workflows) {
        this.waiting = new PostgresWaitingIssues(workflows);
    }

    @Override
    public void plan(Transaction transaction, Plan plan) {
        insert(transaction, plan, "pending", Optional.empty());
    }

    @Override
    public void told(Transaction transaction, Plan plan) {
        insert(transaction, plan, "delivered", Optional.of(plan.now()));
    }

    private static void insert(Transaction transaction, Plan plan, String status, Optional<Instant> closedAt) {
        transaction
                .handle()
                .createUpdate("""
                        insert into notices (tenant_id, issue_id, entry, alert_id, topic, kind, number, channel, people,
                          marker, status, due_at, created_at, closed_at)
                        values (:tenant, :issue, :entry, :alert, :topic, :kind, :number, :channel, :people,
                          :marker, :status, :due, :now, :closed)
                        on conflict (marker) do nothing
                        """)
                .bind("tenant", plan.tenantId())
                .bind("issue", plan.issueId())
                .bind("entry", plan.entry())
                .bind("alert", plan.alert().map(Reference::id))
                .bind("topic", plan.alert().map(Reference::topic).map(Json::storable))
                .bind("kind", plan.kind())
                .bind("number", plan.number())
                .bind("channel", plan.channel())
                .bindArray("people", String.class, plan.people().toArray())
                .bind("marker", plan.marker())
                .bind("status", status)
                .bind("due", plan.dueAt().atOffset(ZoneOffset.UTC))
                .bind("now", plan.now().atOffset(ZoneOffset.UTC))
                .bind("closed", closedAt.map(at -> at.atOffset(ZoneOffset.UTC)))
                .execute();
    }

    @Override
    public void cancel(Transaction transaction, long issueId, Instant now) {
        transaction
                .handle()
                .createUpdate("""
                        update notices set status = 'cancelled', closed_at = :now
                        where issue_id = :issue and status = 'pending'
                        """)
                .bind("issue", issueId)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    @Override
    public Optional<Instant> lastTold(Transaction transaction, long issueId, String channel) {
        return transaction
                .handle()
                .createQuery("""
                        select closed_at from notices
                        where issue_id = :issue and channel = :channel and status = 'delivered'
                        order by id desc limit 1
                        """)
                .bind("issue", issueId)
                .bind("channel", channel)
                .mapTo(Instant.class)
                .findOne();
    }

    @Override
    public Optional<Instant> lastTold(Transaction transaction, String topic, String channel) {
        return PostgresAlertRows.lastTold(transaction, topic, channel);
    }

    @Override
    public void supersede(Transaction transaction, Reference newest, String channel, Instant now) {
        PostgresAlertRows.supersede(transaction, newest, channel, now);
    }

    @Override
    public List<Long> planned(Transaction transaction, String kind, String channel, Collection<Long> ids) {
        return PostgresAlertRows.planned(transaction, kind, channel, ids);
    }

    @Override
    public Optional<Planned> lockDue(Transaction transaction, Collection<String> channels, Instant now) {
        return transaction
                .handle()
                .createQuery("""
                        select * from notices
                        where status = 'pending' and due_at <= :now and channel = any(:channels)
                        order by due_at, id limit 1 for update skip locked
                        """)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bindArray("channels", String.class, channels.toArray())
                .map((row, context) -> new Planned(
                        row.getLong("id"),
                        row.getLong("tenant_id"),
                        Optional.ofNullable(row.getObject("issue_id", Long.class)),
                        Optional.ofNullable(row.getObject("entry", Long.class)),
                        alert(row),
                        row.getInt("number"),
                        row.getString("channel"),
                        people(row),
                        row.getString("marker"),
                        row.getInt("attempts")))
                .findOne();
    }

    @Override
    public void take(Transaction transaction, long id, Instant until) {
        pending(transaction, "update notices set attempts = attempts + 1, due_at = :at where", id, until)
                .execute();
    }

    @Override
    public void close(Transaction transaction, long id, Status status, Collection<String> people, Instant now) {
        pending(
                        transaction,
                        "update notices set status = :status, people = :people, closed_at = :at, error = null where",
                        id,
                        now)
                .bind("status", status.name().toLowerCase(Locale.ROOT))
                .bindArray("people", String.class, people.toArray())
                .execute();
    }

    @Override
    public void postpone(Transaction transaction, long id, String error, Instant nextAt) {
        pending(transaction, "update notices set error = :error, due_at = :at where", id, nextAt)
                .bind("error", Json.storable(error))
                .execute();
    }

    @Override
    public void giveUp(Transaction transaction, long id, String error, Instant now) {
        pending(transaction, "update notices set status = 'failed', error = :error, closed_at = :at where", id, now)
                .bind("error", Json.storable(error))
                .execute();
    }

    private static Update pending(Transaction transaction, String update, long id, Instant at) {
        return transaction
                .handle()
                .createUpdate(update + " id = :id and status = 'pending'")
                .bind("id", id)
                .bind("at", at.atOffset(ZoneOffset.UTC));
    }

    @Override
    public Optional<WaitingIssue> waiting(Transaction transaction, long issueId, long entry) {
        return waiting.one(transaction, issueId).filter(issue -> issue.entry() == entry);
    }

    @Override
    public List<WaitingIssue> waiting(Transaction transaction, long tenantId, int most) {
        return waiting.all(transaction, tenantId, most);
    }

    @Override
    public List<Long> tenants(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("select id from tenants order by id")
                .mapTo(Long.class)
                .list();
    }

    @Override
    public Optional<Long> tenant(Transaction transaction, String slug) {
        return transaction
                .handle()
                .createQuery("select id from tenants where slug = :slug")
                .bind("slug", slug)
                .mapTo(Long.class)
                .findOne();
    }

    @Override
    public List<Told> told(Transaction transaction, Collection<WaitingIssue> issues) {
        return transaction
                .handle()
                .createQuery(TOLD + """
                        join (select * from unnest(:issues, :entries) as w(waiting, stay)) w
                          on waiting = issue_id and stay = entry
                        order by id desc
                        """)
                .bindArray(
                        "issues",
                        Long.class,
                        issues.stream().map(WaitingIssue::id).toArray())
                .bindArray(
                        "entries",
                        Long.class,
                        issues.stream().map(WaitingIssue::entry).toArray())
                .map((row, context) -> told(row))
                .list();
    }

    @Override
    public List<Told> failed(Transaction transaction, long tenantId, int most) {
        return transaction
                .handle()
                .createQuery(TOLD + "where tenant_id = :tenant and status = 'failed' order by id desc limit :most")
                .bind("tenant", tenantId)
                .bind("most", most)
                .map((row, context) -> told(row))
                .list();
    }

    @Override
    public List<Told> alerts(Transaction transaction, long tenantId, int most) {
        return transaction
                .handle()
                .createQuery(TOLD + "where tenant_id = :tenant and alert_id is not null order by id desc limit :most")
                .bind("tenant", tenantId)
                .bind("most", most)
                .map((row, context) -> told(row))
                .list();
    }

    private static Optional<Reference> alert(ResultSet row) throws SQLException {
        Long id = row.getObject("alert_id", Long.class);
        return id == null
                ? Optional.empty()
                : Optional.of(new Reference(row.getString("kind"), id, row.getString("topic")));
    }

    private static Told told(ResultSet row) throws SQLException {
        return new Told(
                row.getLong("issue_id"),
                alert(row),
                row.getString("marker"),
                row.getString("channel"),
                row.getInt("number"),
                row.getString("status"),
                people(row),
                row.getObject("due_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("closed_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("error")));
    }

    private static List<String> people(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray("people").getArray());
    }
}
