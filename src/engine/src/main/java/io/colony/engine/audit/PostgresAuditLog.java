package io.colony.engine.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.audit.AuditVerification.BadRow;
import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link AuditLog} in the table {@code audit_log}. */
final class PostgresAuditLog implements AuditLog {
    /** Whoever holds this lock seals; any number that nobody else uses. */
    private static final long SEALER_LOCK = 0x636f_6c6f_6e79_0001L;

    private static final int BATCH = 1_000;
    private static final int NAMED_UNSEALED = 100;

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
        transaction.later(
                "insert into audit_log (tenant_id, at, actor, action, subject, detail) values (?, ?, ?, ?, ?, ?::jsonb)",
                tenantId,
                at,
                storable(actor),
                storable(action),
                storable(subject),
                // The only form in which JSON text can hold the character that Postgres cannot.
                detail.toString().replace("\\u0000", "\\ufffd"));
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
                .map(PostgresAuditLog::row)
                .list();
        if (rows.isEmpty()) {
            return 0;
        }
        Map<Long, Link> heads = new HashMap<>();
        PreparedBatch batch = transaction
                .handle()
                .prepareBatch("update audit_log set seq = :seq, previous = :previous, hash = :hash where id = :id");
        for (AuditRow row : rows) {
            Link head = heads.computeIfAbsent(row.tenantId(), tenant -> head(transaction, tenant));
            long seq = head.seq() + 1;
            String hash = ChainHash.of(head.hash(), seq, row);
            batch.bind("seq", seq)
                    .bind("previous", head.hash())
                    .bind("hash", hash)
                    .bind("id", row.id())
                    .add();
            heads.put(row.tenantId(), new Link(seq, hash));
        }
        batch.execute();
        return rows.size();
    }

    private static Link head(Transaction transaction, long tenantId) {
        return transaction
                .handle()
                .createQuery("""
                        select seq, hash from audit_log where tenant_id = :tenant and seq is not null
                        order by seq desc limit 1
                        """)
                .bind("tenant", tenantId)
                .map((row, context) -> new Link(row.getLong("seq"), row.getString("hash")))
                .findOne()
                .orElse(Link.BEFORE_FIRST);
    }

    @Override
    public AuditVerification verify(long tenantId) {
        return database.<AuditVerification>inTransaction(transaction -> {
            Link good = Link.BEFORE_FIRST;
            Optional<BadRow> bad = Optional.empty();
            try (Stream<SealedRow> rows = sealed(transaction, tenantId)) {
                for (SealedRow row : (Iterable<SealedRow>) rows::iterator) {
                    bad = row.problemAfter(good);
                    if (bad.isPresent()) {
                        break;
                    }
                    good = new Link(row.seq(), row.hash());
                }
            }
            List<Long> unsealed = unsealed(transaction, tenantId);
            return new AuditVerification(
                    tenantId,
                    good.seq(),
                    bad,
                    unsealed.size(),
                    unsealed.stream().limit(NAMED_UNSEALED).toList(),
                    good.seq() == 0 ? Optional.empty() : Optional.of(good.hash()));
        });
    }

    private static Stream<SealedRow> sealed(Transaction transaction, long tenantId) {
        return transaction
                .handle()
                .createQuery("""
                        select *, detail::text as detail_text from audit_log
                        where tenant_id = :tenant and seq is not null order by seq
                        """)
                .bind("tenant", tenantId)
                .setFetchSize(BATCH)
                .map((row, context) -> new SealedRow(
                        row(row, context), row.getLong("seq"), row.getString("previous"), row.getString("hash")))
                .stream();
    }

    private static List<Long> unsealed(Transaction transaction, long tenantId) {
        return transaction
                .handle()
                .createQuery("select id from audit_log where tenant_id = :tenant and seq is null order by id")
                .bind("tenant", tenantId)
                .mapTo(Long.class)
                .list();
    }

    private static AuditRow row(ResultSet row, StatementContext context) throws SQLException {
        return new AuditRow(
                row.getLong("id"),
                row.getLong("tenant_id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail_text"));
    }

    /** A place in the chain. */
    private record Link(long seq, String hash) {
        static final Link BEFORE_FIRST = new Link(0, ChainHash.GENESIS);
    }

    private record SealedRow(AuditRow row, long seq, String previous, String hash) {
        Optional<BadRow> problemAfter(Link before) {
            if (seq != before.seq() + 1) {
                return bad("row " + (before.seq() + 1) + " of the chain is missing before it");
            }
            if (!previous.equals(before.hash())) {
                return bad("it names another predecessor than the row before it");
            }
            if (!hash.equals(ChainHash.of(previous, seq, row))) {
                return bad("its content is not what was sealed");
            }
            return Optional.empty();
        }

        private Optional<BadRow> bad(String problem) {
            return Optional.of(new BadRow(row.id(), seq, problem));
        }
    }
}
