package io.colony.engine.backup;

import io.colony.engine.audit.AuditAnchor;
import io.colony.engine.audit.AuditReader;
import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** Reads every table in one transaction that sees the store as of one instant, by COPY. */
final class PostgresSnapshot {
    /** Never part of a backup: a restore makes it anew, up to the manifest's version. */
    static final String MIGRATIONS = "flyway_schema_history";

    private final Database database;
    private final AuditReader audit;

    PostgresSnapshot(Database database, AuditReader audit) {
        this.database = database;
        this.audit = audit;
    }

    BackupManifest write(BackupWriter writer, Instant now, String program) {
        return database.inReadTransaction(transaction -> {
            plainText(transaction);
            List<BackupManifest.Table> tables = new ArrayList<>();
            columns(transaction)
                    .forEach((table, columns) ->
                            tables.add(writer.table(table, columns, to -> copyOut(transaction, table, columns, to))));
            return new BackupManifest(
                    now,
                    program,
                    one(transaction, """
                            select version from flyway_schema_history
                            where success and version is not null order by installed_rank desc limit 1
                            """),
                    one(transaction, "select incarnation::text from store_identity"),
                    tables,
                    audit.heads(transaction, now).stream()
                            .collect(Collectors.toMap(
                                    AuditAnchor::tenant, anchor -> anchor.head().toString())),
                    ledger(transaction));
        });
    }

    /** One form of times and numbers, whatever the server's or role's defaults are. */
    static void plainText(Transaction transaction) {
        List.of(
                        "set local timezone = 'UTC'",
                        "set local datestyle = 'ISO, YMD'",
                        "set local intervalstyle = 'postgres'",
                        "set local bytea_output = 'hex'",
                        "set local extra_float_digits = 1",
                        "set local statement_timeout = 0",
                        "set local lock_timeout = 0",
                        "set local idle_in_transaction_session_timeout = 0")
                .forEach(sql -> transaction.handle().execute(sql));
    }

    /** Every table of the schema with its columns that are stored. */
    static Map<String, List<String>> columns(Transaction transaction) {
        Map<String, List<String>> columns = new TreeMap<>();
        transaction
                .handle()
                .createQuery("""
                        select c.relname, a.attname
                        from pg_class c join pg_attribute a on a.attrelid = c.oid
                        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
                          and not c.relispartition and c.relname <> :migrations
                          and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                        order by c.relname, a.attnum
                        """)
                .bind("migrations", MIGRATIONS)
                .map((row, context) -> columns.computeIfAbsent(row.getString(1), table -> new ArrayList<>())
                        .add(row.getString(2)))
                .list();
        return columns;
    }

    private static long copyOut(Transaction transaction, String table, List<String> columns, java.io.OutputStream to)
            throws IOException {
        try {
            return transaction
                    .handle()
                    .getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy " + quoted(table) + " (" + list(columns) + ") to stdout", to);
        } catch (SQLException failure) {
            throw new BackupException(
                    "Table " + table + " could not be read: " + failure.getMessage()
                            + ". Nothing of the backup is left; try again when the store is well.",
                    failure);
        }
    }

    /** Sums that must come out the same after a restore. */
    static Map<String, String> ledger(Transaction transaction) {
        Map<String, String> sums = new TreeMap<>();
        sums.put("cost_events", one(transaction, "select count(*)::text from cost_events"));
        sums.put("usd", one(transaction, "select coalesce(sum(usd), 0)::numeric(18,6)::text from cost_events"));
        transaction
                .handle()
                .createQuery("select scope, sum(spent)::text as spent, sum(reserved)::text as reserved"
                        + " from ledger_totals group by scope")
                .map((row, context) -> {
                    sums.put(row.getString("scope") + "_spent", row.getString("spent"));
                    return sums.put(row.getString("scope") + "_reserved", row.getString("reserved"));
                })
                .list();
        return sums;
    }

    static String one(Transaction transaction, String sql) {
        return transaction.handle().createQuery(sql).mapTo(String.class).one();
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String list(List<String> columns) {
        return columns.stream().map(PostgresSnapshot::quoted).collect(Collectors.joining(", "));
    }
}
