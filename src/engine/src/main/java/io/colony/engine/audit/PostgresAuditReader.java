package io.colony.engine.audit;

import io.colony.engine.audit.AuditVerification.Unsealed;
import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link AuditReader} on the tables {@code audit_log} and {@code audit_anchors}. */
final class PostgresAuditReader implements AuditReader {
    private static final int BATCH = 1_000;
    private static final int NAMED_UNSEALED = 100;

    private final Database database;

    PostgresAuditReader(Database database) {
        this.database = database;
    }

    @Override
    public List<Tenant> tenants() {
        return database.inReadTransaction(transaction -> transaction
                .handle()
                .createQuery("select id, slug from tenants order by slug")
                .map((row, context) -> new Tenant(row.getLong("id"), row.getString("slug")))
                .list());
    }

    @Override
    public List<AuditAnchor> heads(Instant now) {
        return database.inReadTransaction(transaction -> heads(transaction, now));
    }

    @Override
    public List<AuditAnchor> heads(Transaction transaction, Instant now) {
        return read(transaction, now);
    }

    /** Where the chains stand, read by one index look-up per tenant. */
    static List<AuditAnchor> read(Transaction transaction, Instant now) {
        return transaction
                .handle()
                .createQuery("""
                        select t.slug, last.seq, last.hash
                        from tenants t
                        cross join lateral (
                          select seq, hash from audit_log where tenant_id = t.id and seq is not null
                          order by seq desc limit 1) last
                        order by t.slug
                        """)
                .map((row, context) -> new AuditAnchor(
                        row.getString("slug"),
                        new AuditHead(row.getLong("seq"), row.getString("hash")),
                        now,
                        "the log"))
                .list();
    }

    @Override
    public AuditVerification verify(Tenant tenant, Consumer<Consumer<AuditAnchor>> anchors) {
        return database.inReadTransaction(transaction -> verify(transaction, tenant, anchors));
    }

    @Override
    public AuditVerification verify(Transaction transaction, Tenant tenant, Consumer<Consumer<AuditAnchor>> anchors) {
        ChainCheck check = new ChainCheck(true);
        rows(transaction, tenant.id(), Selection.ALL, check::row);
        storedAnchors(transaction, tenant, check);
        Comparison others = new Comparison(transaction, tenant, check);
        anchors.accept(others::add);
        others.flush();
        return check.result(tenant.slug(), unsealed(transaction, tenant.id()));
    }

    @Override
    public void export(Tenant tenant, Selection selection, Consumer<SealedAuditRow> to) {
        database.inReadTransaction(transaction -> {
            rows(transaction, tenant.id(), selection, to);
            return true;
        });
    }

    private static void rows(Transaction transaction, long tenantId, Selection selection, Consumer<SealedAuditRow> to) {
        String sql =
                "select *, detail::text as detail_text from audit_log where tenant_id = :tenant and seq is not null"
                        + (selection.from().isPresent() ? " and at >= :from" : "")
                        + (selection.to().isPresent() ? " and at < :to" : "")
                        + (selection.subject().isPresent() ? " and subject = :subject" : "")
                        + " order by seq";
        Query query = transaction
                .handle()
                .createQuery(sql)
                .bind("tenant", tenantId)
                // With a cursor, so that a log of any length is read a batch at a time.
                .setFetchSize(BATCH);
        selection.from().ifPresent(from -> query.bind("from", from));
        selection.to().ifPresent(until -> query.bind("to", until));
        selection.subject().ifPresent(subject -> query.bind("subject", subject));
        try (Stream<SealedAuditRow> rows = query
                .map((row, context) -> new SealedAuditRow(
                        row(row, context), row.getLong("seq"), row.getString("previous"), row.getString("hash")))
                .stream()) {
            rows.forEach(to);
        }
    }

    /** Only those that disagree are read: there may be as many anchors as minutes. */
    private static void storedAnchors(Transaction transaction, Tenant tenant, ChainCheck check) {
        try (Stream<Found> found = transaction
                .handle()
                .createQuery("""
                        select a.seq, a.hash, a.at, l.hash as found
                        from audit_anchors a
                        left join audit_log l on l.tenant_id = a.tenant_id and l.seq = a.seq
                        where a.tenant_id = :tenant and l.hash is distinct from a.hash
                        order by a.seq
                        """)
                .bind("tenant", tenant.id())
                .setFetchSize(BATCH)
                .map((row, context) -> new Found(
                        new AuditAnchor(
                                tenant.slug(),
                                new AuditHead(row.getLong("seq"), row.getString("hash")),
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                "the table audit_anchors"),
                        Optional.ofNullable(row.getString("found"))))
                .stream()) {
            found.forEach(each -> check.anchor(each.anchor(), each.hash()));
        }
    }

    private record Found(AuditAnchor anchor, Optional<String> hash) {}

    private static Unsealed unsealed(Transaction transaction, long tenantId) {
        Unsealed counted = transaction
                .handle()
                .createQuery("select count(*) as rows, min(at) as oldest from audit_log"
                        + " where tenant_id = :tenant and seq is null")
                .bind("tenant", tenantId)
                .map((row, context) -> new Unsealed(
                        row.getLong("rows"),
                        Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        List.of()))
                .one();
        List<Long> ids = transaction
                .handle()
                .createQuery("select id from audit_log where tenant_id = :tenant and seq is null order by id limit "
                        + NAMED_UNSEALED)
                .bind("tenant", tenantId)
                .mapTo(Long.class)
                .list();
        return new Unsealed(counted.count(), counted.oldest(), ids);
    }

    static AuditRow row(ResultSet row, StatementContext context) throws SQLException {
        return new AuditRow(
                row.getLong("id"),
                row.getLong("tenant_id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail_text"));
    }

    /** Looks anchors up a batch at a time. */
    private static final class Comparison {
        private final Transaction transaction;
        private final Tenant tenant;
        private final ChainCheck check;
        private final List<AuditAnchor> batch = new ArrayList<>();

        Comparison(Transaction transaction, Tenant tenant, ChainCheck check) {
            this.transaction = transaction;
            this.tenant = tenant;
            this.check = check;
        }

        void add(AuditAnchor anchor) {
            if (anchor.tenant().equals(tenant.slug())) {
                batch.add(anchor);
            }
            if (batch.size() == BATCH) {
                flush();
            }
        }

        void flush() {
            Map<Long, String> hashes = new HashMap<>();
            transaction
                    .handle()
                    .createQuery("select seq, hash from audit_log where tenant_id = :tenant and seq = any(:seqs)")
                    .bind("tenant", tenant.id())
                    .bindArray(
                            "seqs",
                            Long.class,
                            batch.stream().map(anchor -> anchor.head().seq()).toList())
                    .map((row, context) -> hashes.put(row.getLong("seq"), row.getString("hash")))
                    .list();
            batch.forEach(anchor -> check.anchor(
                    anchor, Optional.ofNullable(hashes.get(anchor.head().seq()))));
            batch.clear();
        }
    }
}
