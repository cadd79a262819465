package io.colony.engine.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.Database;
import io.colony.engine.database.Insert;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;

/** {@link AuditLog} in the table {@code audit_log}. */
final class PostgresAuditLog implements AuditLog {
    /** Whoever holds this lock seals; any number that nobody else uses. */
    static final long SEALER_LOCK = 0x636f_6c6f_6e79_0001L;

    private static final int BATCH = 1_000;
    private static final Insert ROW = new Insert(
            "insert into audit_log (tenant_id, at, actor, action, subject, detail)", "(?, ?, ?, ?, ?, ?::jsonb)");

    private final Database database;

    PostgresAuditLog(Database database) {
        this.database = database;
    }

    @Override
    public void append(
            Transaction transaction,
            long tenantId,
            Instant at,
            String actor,
            String action,
            String subject,
            JsonNode detail) {
        transaction.append(ROW, tenantId, at, storable(actor), storable(action), storable(subject), Json.text(detail));
    }

    @Override
    public long record(
            Transaction transaction,
            long tenantId,
            Instant at,
            String actor,
            String action,
            String subject,
            JsonNode detail) {
        return transaction
                .query(
                        row -> row.getLong(1),
                        """
                        insert into audit_log (tenant_id, at, actor, action, subject, detail)
                        values (?, ?, ?, ?, ?, ?::jsonb) returning id
                        """,
                        tenantId,
                        at,
                        storable(actor),
                        storable(action),
                        storable(subject),
                        Json.text(detail))
                .getFirst();
    }

    private static String storable(String text) {
        return text.replace('\0', '\ufffd');
    }

    @Override
    public int seal() {
        return database.<Integer>inTransaction(transaction -> {
            boolean alone = transaction
                    .handle()
                    .createQuery("select pg_try_advisory_xact_lock(:key)")
                    .bind("key", SEALER_LOCK)
                    .mapTo(Boolean.class)
                    .one();
            return alone ? seal(transaction) : 0;
        });
    }

    private static int seal(Transaction transaction) {
        List<AuditRow> rows = transaction
                .handle()
                .createQuery("select *, detail::text as detail_text from audit_log where seq is null"
                        + " order by id limit " + BATCH)
                .map(PostgresAuditReader::row)
                .list();
        if (rows.isEmpty()) {
            return 0;
        }
        Map<Long, AuditHead> heads = new HashMap<>();
        PreparedBatch batch = transaction
                .handle()
                .prepareBatch("update audit_log set seq = :seq, previous = :previous, hash = :hash where id = :id");
        for (AuditRow row : rows) {
            AuditHead head = heads.computeIfAbsent(row.tenantId(), tenant -> head(transaction, tenant));
            long seq = head.seq() + 1;
            String hash = ChainHash.of(head.hash(), seq, row);
            batch.bind("seq", seq)
                    .bind("previous", head.hash())
                    .bind("hash", hash)
                    .bind("id", row.id())
                    .add();
            heads.put(row.tenantId(), new AuditHead(seq, hash));
        }
        batch.execute();
        return rows.size();
    }

    private static AuditHead head(Transaction transaction, long tenantId) {
        return transaction
                .handle()
                .createQuery("""
                        select seq, hash from audit_log where tenant_id = :tenant and seq is not null
                        order by seq desc limit 1
                        """)
                .bind("tenant", tenantId)
                .map((row, context) -> new AuditHead(row.getLong("seq"), row.getString("hash")))
                .findOne()
                .orElse(AuditHead.BEFORE_FIRST);
    }
}
