package io.colony.engine.audit;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link Anchors} in the table {@code audit_anchors}. */
final class PostgresAnchors implements Anchors {
    private final Database database;

    PostgresAnchors(Database database) {
        this.database = database;
    }

    @Override
    public Noted note(Instant now) {
        return database.inTransaction(transaction -> {
            boolean alone = transaction
                    .handle()
                    .createQuery("select pg_try_advisory_xact_lock(:key)")
                    .bind("key", PostgresAuditLog.SEALER_LOCK)
                    .mapTo(Boolean.class)
                    .one();
            if (!alone) {
                return new Noted(List.of(), List.of());
            }
            List<AuditAnchor> broken = broken(transaction);
            Set<String> bad = broken.stream().map(AuditAnchor::tenant).collect(Collectors.toSet());
            List<AuditAnchor> heads = PostgresAuditReader.read(transaction, now).stream()
                    .filter(head -> !bad.contains(head.tenant()))
                    .toList();
            heads.forEach(head -> insert(transaction, head));
            return new Noted(heads, broken);
        });
    }

    private static List<AuditAnchor> broken(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("""
                        select t.slug, a.seq, a.hash, a.at
                        from tenants t
                        cross join lateral (
                          select seq, hash, at from audit_anchors where tenant_id = t.id order by seq desc limit 1) a
                        left join audit_log l on l.tenant_id = t.id and l.seq = a.seq
                        where l.hash is distinct from a.hash
                        """)
                .map((row, context) -> new AuditAnchor(
                        row.getString("slug"),
                        new AuditHead(row.getLong("seq"), row.getString("hash")),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        "the table audit_anchors"))
                .list();
    }

    private static void insert(Transaction transaction, AuditAnchor head) {
        transaction
                .handle()
                .createUpdate("""
                        insert into audit_anchors (tenant_id, seq, hash, at)
                        select id, :seq, :hash, :at from tenants where slug = :slug
                        on conflict do nothing
                        """)
                .bind("seq", head.head().seq())
                .bind("hash", head.head().hash())
                .bind("at", head.at())
                .bind("slug", head.tenant())
                .execute();
    }
}
