package io.colony.engine.status;

import io.colony.engine.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link AuditPages} from the table {@code audit_log}. Its order is the time and then the id: the indexes of subject, actor
 * and action are in that order, and a span of time is a part of each.
 */
final class PostgresAuditPages implements AuditPages {
    private static final String ORDER = "audit";

    private final PostgresReads reads;

    PostgresAuditPages(Database database) {
        this.reads = new PostgresReads(database);
    }

    /** A statement and what stands for its question marks. */
    record Question(String sql, List<Object> values) {}

    static Question question(AuditFilter filter, PageRequest page) {
        StringBuilder sql = new StringBuilder("""
                select a.id, t.slug as tenant, a.at, a.actor, a.action, a.subject, a.detail, a.seq, a.previous, a.hash
                from audit_log a join tenants t on t.id = a.tenant_id
                where true""");
        List<Object> values = new ArrayList<>();
        and(sql, values, "a.subject = ?", filter.subject());
        and(sql, values, "a.actor = ?", filter.actor());
        and(sql, values, "a.action = ?", filter.action());
        and(sql, values, "a.at >= ?", filter.from());
        and(sql, values, "a.at < ?", filter.to());
        Cursor.of(page.after(), ORDER).ifPresent(cursor -> {
            sql.append(" and (a.at, a.id) < (?::timestamptz, ?)");
            values.add(at(cursor));
            values.add(cursor.id());
        });
        sql.append(" order by a.at desc, a.id desc limit ?");
        values.add(page.limit() + 1);
        return new Question(sql.toString(), List.copyOf(values));
    }

    private static void and(StringBuilder sql, List<Object> values, String condition, Optional<?> value) {
        value.ifPresent(present -> {
            sql.append(" and ").append(condition);
            values.add(present);
        });
    }

    private static Instant at(Cursor cursor) {
        try {
            return Instant.parse(cursor.place());
        } catch (DateTimeException failure) {
            throw Cursor.wrong(cursor.words(), ORDER);
        }
    }

    @Override
    public AuditPage rows(AuditFilter filter, PageRequest page) {
        Question question = question(filter, page);
        List<AuditEntry> rows = reads.read(transaction -> transaction.query(
                PostgresAuditPages::entry, question.sql(), question.values().toArray()));
        List<AuditEntry> shown = rows.stream().limit(page.limit()).toList();
        return new AuditPage(
                shown,
                rows.size() > shown.size()
                        ? Optional.of(new Cursor(
                                        ORDER,
                                        shown.getLast().at().toString(),
                                        shown.getLast().id())
                                .words())
                        : Optional.empty());
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getString("tenant"),
                PostgresRows.time(row, "at"),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                PostgresRows.json(row, "detail"),
                PostgresRows.numberIfAny(row, "seq"),
                PostgresRows.textIfAny(row, "previous"),
                PostgresRows.textIfAny(row, "hash"));
    }

    @Override
    public List<AuditChain> chains() {
        return reads.single(transaction -> transaction.query(
                row -> new AuditChain(
                        row.getString("slug"),
                        PostgresRows.numberIfAny(row, "seq"),
                        PostgresRows.textIfAny(row, "hash"),
                        row.getLong("unsealed"),
                        PostgresRows.timeIfAny(row, "oldest")),
                """
                select t.slug, last.seq, last.hash, coalesce(open.unsealed, 0) as unsealed, open.oldest
                from tenants t
                left join lateral (
                  select seq, hash from audit_log where tenant_id = t.id and seq is not null
                  order by seq desc limit 1) last on true
                left join (
                  select tenant_id, count(*) as unsealed, min(at) as oldest from audit_log where seq is null
                  group by tenant_id) open on open.tenant_id = t.id
                order by t.slug
                """));
    }
}
