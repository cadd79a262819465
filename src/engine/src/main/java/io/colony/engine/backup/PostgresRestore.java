package io.colony.engine.backup;

import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import io.colony.engine.database.TablePolicy;
import io.colony.engine.database.Transaction;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.postgresql.PGConnection;

/** The SQL of a restore, as the owner of the tables. */
final class PostgresRestore {
    /** So far ahead that no id of the life before, which others may still know, is given out again. */
    static final long ID_GAP = 1_000_000;

    /** What every program writes when it opens a store: rows that are no contents. */
    private static final int LOOKS = 30;

    private static final Set<String> NO_CONTENTS = Set.of("workflows", "store_identity");

    private final Database database;

    PostgresRestore(Database database) {
        this.database = database;
    }

    /** The tables that have rows. */
    record Contents(boolean anyTable, List<String> filled) {
        boolean onlyCodeHost() {
            return !filled.isEmpty() && filled.stream().allMatch(Contents::codeHost);
        }

        boolean empty() {
            return filled.isEmpty();
        }

        private static boolean codeHost(String table) {
            return TablePolicy.of(table).map(TablePolicy::codeHost).orElse(false);
        }

        /** What stands in the way of a restore. */
        Optional<String> obstacle(RestorePart part) {
            List<String> inTheWay = filled.stream()
                    .filter(table -> part != RestorePart.STORE || !codeHost(table))
                    .toList();
            return inTheWay.isEmpty()
                    ? Optional.empty()
                    : Optional.of("there are rows in " + String.join(", ", inTheWay));
        }
    }

    Contents contents() {
        return database.inTransaction(transaction -> {
            Map<String, List<String>> tables = PostgresSnapshot.columns(transaction);
            List<String> filled = tables.keySet().stream()
                    .filter(table -> !NO_CONTENTS.contains(table))
                    .filter(table -> transaction
                            .handle()
                            .createQuery("select exists (select from " + PostgresSnapshot.quoted(table) + ")")
                            .mapTo(Boolean.class)
                            .one())
                    .toList();
            return new Contents(!tables.isEmpty(), filled);
        });
    }

    /** A program that works while its store is exchanged would see half of it. */
    void requireNobodyElse() {
        int others = others();
        // The server lists a connection for a moment after it was closed.
        for (int look = 0; others > 0 && look < LOOKS; look++) {
            database.useTransaction(transaction -> transaction.handle().execute("select pg_sleep(0.1)"));
            others = others();
        }
        if (others > 0) {
            throw new BackupException("The database is in use by " + others
                    + " other connections, so nothing was restored. End every Colony on it, and try again.");
        }
    }

    /**
     * From here to the commit no program learns which life of the store this is: one that starts now waits, and then finds the
     * new one; one that has just started is seen.
     */
    void keepOut(Transaction transaction) {
        transaction.handle().execute("lock table store_identity in access exclusive mode");
        requireNobodyElse();
    }

    private int others() {
        return database.<Integer>inTransaction(transaction -> transaction
                .handle()
                .createQuery("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and usename is not null
                          and application_name is distinct from :own
                        """)
                .bind("own", Database.OWNER_NAME)
                .mapTo(Integer.class)
                .one());
    }

    void copyIn(Transaction transaction, BackupFile file, RestorePart part) {
        PostgresSnapshot.plainText(transaction);
        List<BackupManifest.Table> tables = inOrder(transaction, file.manifest()).stream()
                .filter(table -> part.holds(table.name()))
                .toList();
        // What triggers do for a row that is written first is in the backup already.
        tables.forEach(table -> triggers(transaction, table.name(), "disable"));
        if (part != RestorePart.CODE_HOST) {
            NO_CONTENTS.forEach(table -> transaction.handle().execute("delete from " + PostgresSnapshot.quoted(table)));
        }
        for (BackupManifest.Table table : tables) {
            long rows = copyIn(transaction, file, table);
            if (rows != table.rows()) {
                throw new BackupException("Table " + table.name() + " has " + rows + " rows instead of the manifest's "
                        + table.rows() + ". Nothing was restored; take another backup.");
            }
            advanceIds(transaction, table.name());
        }
        tables.forEach(table -> triggers(transaction, table.name(), "enable"));
    }

    private static void triggers(Transaction transaction, String table, String verb) {
        transaction.handle().execute("alter table " + PostgresSnapshot.quoted(table) + " " + verb + " trigger user");
    }

    private static long copyIn(Transaction transaction, BackupFile file, BackupManifest.Table table) {
        try (InputStream rows = file.rows(table)) {
            return transaction
                    .handle()
                    .getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy " + PostgresSnapshot.quoted(table.name()) + " ("
                                    + PostgresSnapshot.list(table.columns()) + ") from stdin",
                            rows);
        } catch (SQLException | IOException failure) {
            throw new BackupException(
                    "Table " + table.name() + " could not be restored: " + failure.getMessage()
                            + ". Nothing was restored; take another backup.",
                    failure);
        }
    }

    /** The backup's tables, each after those that it refers to. */
    private static List<BackupManifest.Table> inOrder(Transaction transaction, BackupManifest manifest) {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        manifest.tables().forEach(table -> needs.put(table.name(), new LinkedHashSet<>()));
        transaction
                .handle()
                .createQuery("""
                        select child.relname as child, parent.relname as parent
                        from pg_constraint k
                        join pg_class child on child.oid = k.conrelid
                        join pg_class parent on parent.oid = k.confrelid
                        where k.contype = 'f' and k.connamespace = current_schema()::regnamespace
                          and child.oid <> parent.oid
                        """)
                .map((row, context) -> {
                    Set<String> parents = needs.get(row.getString("child"));
                    return parents != null && parents.add(row.getString("parent"));
                })
                .list();
        List<BackupManifest.Table> order = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        while (done.size() < needs.size()) {
            List<String> next = needs.entrySet().stream()
                    .filter(entry -> !done.contains(entry.getKey()) && done.containsAll(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            if (next.isEmpty()) {
                throw new BackupException("The tables of schema version " + manifest.schema()
                        + " refer to each other in a circle or to one that is not in the backup, so no order restores"
                        + " them. Nothing was restored; please report this.");
            }
            done.addAll(next);
            next.forEach(name -> manifest.table(name).ifPresent(order::add));
        }
        return order;
    }

    private static void advanceIds(Transaction transaction, String table) {
        String name = PostgresSnapshot.quoted(table);
        transaction
                .handle()
                .createQuery("""
                        select a.attname from pg_attribute a
                        where a.attrelid = cast(:table as regclass) and a.attidentity <> '' and not a.attisdropped
                        """)
                .bind("table", name)
                .mapTo(String.class)
                .forEach(column -> transaction
                        .handle()
                        .createQuery("select setval(pg_get_serial_sequence(:table, :column),"
                                + " coalesce((select max(" + PostgresSnapshot.quoted(column) + ") from " + name
                                + "), 0) + " + ID_GAP + ")")
                        .bind("table", name)
                        .bind("column", column)
                        .mapTo(Long.class)
                        .one());
    }

    static void newIncarnation(Transaction transaction, BackupManifest manifest, Instant now) {
        int rows = transaction
                .handle()
                .createUpdate("""
                        update store_identity
                        set incarnation = gen_random_uuid(), began_at = :now, restored_from = cast(:from as jsonb),
                            reconciled_at = null
                        """)
                .bind("now", now)
                .bind(
                        "from",
                        Json.text(Json.object()
                                .put("created_at", manifest.createdAt().toString())
                                .put("incarnation", manifest.incarnation())
                                .put("program", manifest.program())))
                .execute();
        if (rows != 1) {
            throw new BackupException("The backup does not say which store it is of (table store_identity is empty)."
                    + " Nothing was restored; take another backup.");
        }
    }

    static Map<Long, String> tenants(Transaction transaction) {
        Map<Long, String> tenants = new TreeMap<>();
        transaction
                .handle()
                .createQuery("select id, slug from tenants")
                .map((row, context) -> String.valueOf(tenants.put(row.getLong("id"), row.getString("slug"))))
                .list();
        return tenants;
    }

    /** Ledger sums as in the manifest, and no issue whose path has a gap. */
    void check(Transaction transaction, BackupManifest manifest) {
        Map<String, String> found = PostgresSnapshot.ledger(transaction);
        if (!found.equals(manifest.ledger())) {
            throw new BackupException("The ledger's sums are " + found + " and were " + new TreeMap<>(manifest.ledger())
                    + ". Nothing was restored; take another backup.");
        }
        List<String> broken =
                transaction.handle().createQuery("""
                        select r.slug || '#' || i.number
                        from issues i
                        join repositories r on r.id = i.repository_id
                        left join lateral (
                          select count(*) as rows, max(version) as last from state_transitions where issue_id = i.id) t
                          on true
                        where t.rows <> i.version or t.last is distinct from i.version
                        order by i.id limit 10
                        """).mapTo(String.class).list();
        if (!broken.isEmpty()) {
            throw new BackupException("The path of " + String.join(", ", broken)
                    + " has gaps in the backup. Nothing was restored; take another backup.");
        }
    }
}
