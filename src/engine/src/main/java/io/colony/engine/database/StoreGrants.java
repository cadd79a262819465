package io.colony.engine.database;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * The rights of the application's role, as SQL: the role that owns the tables grants them, and the application works
 * without any that could change history. Derived from {@link TablePolicy}, and from nothing else.
 */
public final class StoreGrants {
    /** Two programs that start at once must not grant at once: Postgres refuses the slower one. */
    private static final long LOCK = 0x636f_6c6f_6e79_0070L;

    private final String role;

    /** @param role the application's role */
    public StoreGrants(String role) {
        this.role = role;
    }

    /** Makes the role; for whoever may. Its password is not part of it. */
    public String createRole() {
        return "create role " + quoted(role) + " login nosuperuser nocreatedb nocreaterole noreplication nobypassrls";
    }

    /** The grants, in the order to be run in, by the role that owns the tables; running them again changes nothing. */
    public List<String> statements(Transaction transaction) {
        Handle handle = transaction.handle();
        String schema = quoted(one(handle, "select current_schema()"));
        String database = quoted(one(handle, "select current_database()"));
        List<String> sql = new ArrayList<>();
        sql.add("revoke all on schema " + schema + " from public");
        sql.add("revoke create, temporary on database " + database + " from public");
        sql.add("grant connect on database " + database + " to " + quoted(role));
        sql.add("revoke all on schema " + schema + " from " + quoted(role));
        sql.add("grant usage on schema " + schema + " to " + quoted(role));
        for (String table : columns(handle).keySet()) {
            sql.add("revoke all on table " + schema + "." + quoted(table) + " from public, " + quoted(role));
            TablePolicy.of(table).map(policy -> grant(policy, schema)).ifPresent(sql::add);
        }
        return sql;
    }

    private String grant(TablePolicy policy, String schema) {
        List<String> rights = new ArrayList<>(List.of("select"));
        right("insert", policy.insert()).ifPresent(rights::add);
        right("update", policy.update()).ifPresent(rights::add);
        if (policy.delete()) {
            rights.add("delete");
        }
        return "grant " + String.join(", ", rights) + " on table " + schema + "." + quoted(policy.table()) + " to "
                + quoted(role);
    }

    private static Optional<String> right(String name, List<String> columns) {
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                columns.equals(TablePolicy.ALL)
                        ? name
                        : name + " ("
                                + String.join(
                                        ", ",
                                        columns.stream()
                                                .map(StoreGrants::quoted)
                                                .toList())
                                + ")");
    }

    /** Runs the grants where something differs; whether it did. Called as the owner. */
    public boolean apply(Transaction transaction) {
        transaction.handle().execute("select pg_advisory_xact_lock(?)", LOCK);
        if (differences(transaction).isEmpty()) {
            return false;
        }
        statements(transaction).forEach(sql -> transaction.handle().execute(sql));
        return true;
    }

    /** Whether there is such a role on the server. */
    public boolean roleExists(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("select exists (select from pg_roles where rolname = :role)")
                .bind("role", role)
                .mapTo(Boolean.class)
                .one();
    }

    /** Where the role's rights are other than they should be, one sentence per table; empty when all is well. */
    public List<String> differences(Transaction transaction) {
        Handle handle = transaction.handle();
        if (!roleExists(transaction)) {
            return List.of("There is no role " + role + ".");
        }
        List<String> differences = new ArrayList<>();
        if (superuser(handle)) {
            differences.add("Role " + role + " is a superuser: no grant holds it back.");
        }
        Map<String, TableRights> actual = actual(handle);
        columns(handle).forEach((table, columns) -> {
            TableRights wanted = TablePolicy.of(table)
                    .map(policy -> TableRights.of(policy, columns))
                    .orElseGet(TableRights::none);
            TableRights found = actual.getOrDefault(table, TableRights.none());
            if (!found.equals(wanted)) {
                differences.add(table + ": may " + found.words() + "; should: " + wanted.words());
            }
        });
        if (!usesSchema(handle)) {
            differences.add("the schema: may not be used, or may be changed");
        }
        return differences;
    }

    private boolean superuser(Handle handle) {
        return handle.createQuery("select rolsuper from pg_roles where rolname = :role")
                .bind("role", role)
                .mapTo(Boolean.class)
                .one();
    }

    private boolean usesSchema(Handle handle) {
        return handle.createQuery("""
                        select has_schema_privilege(:role, current_schema(), 'USAGE')
                           and not has_schema_privilege(:role, current_schema(), 'CREATE')
                        """).bind("role", role).mapTo(Boolean.class).one();
    }

    /** The tables with their columns. */
    private static Map<String, List<String>> columns(Handle handle) {
        Map<String, List<String>> columns = new TreeMap<>();
        handle.createQuery("""
                        select c.relname, a.attname
                        from pg_class c join pg_attribute a on a.attrelid = c.oid
                        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
                          and a.attnum > 0 and not a.attisdropped
                        order by c.relname, a.attnum
                        """)
                .map((row, context) -> columns.computeIfAbsent(row.getString(1), table -> new ArrayList<>())
                        .add(row.getString(2)))
                .list();
        return columns;
    }

    private Map<String, TableRights> actual(Handle handle) {
        Map<String, TableRights> rights = new HashMap<>();
        handle.createQuery("""
                        select c.relname, a.attname,
                               has_table_privilege(:role, c.oid, 'SELECT') as s,
                               has_column_privilege(:role, c.oid, a.attnum, 'INSERT') as i,
                               has_column_privilege(:role, c.oid, a.attnum, 'UPDATE') as u,
                               has_table_privilege(:role, c.oid, 'DELETE') as d,
                               has_table_privilege(:role, c.oid, 'TRUNCATE') as t,
                               has_table_privilege(:role, c.oid, 'TRIGGER') as g,
                               pg_has_role(:role, c.relowner, 'MEMBER') as o
                        from pg_class c join pg_attribute a on a.attrelid = c.oid
                        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
                          and a.attnum > 0 and not a.attisdropped
                        """)
                .bind("role", role)
                .map((row, context) -> {
                    boolean select = row.getBoolean("s");
                    boolean delete = row.getBoolean("d");
                    TableRights table = rights.computeIfAbsent(
                            row.getString("relname"),
                            name -> new TableRights(select, new TreeSet<>(), new TreeSet<>(), delete, new TreeSet<>()));
                    String column = row.getString("attname");
                    addIf(row.getBoolean("i"), table.insert(), column);
                    addIf(row.getBoolean("u"), table.update(), column);
                    addIf(row.getBoolean("t"), table.other(), "truncate");
                    addIf(row.getBoolean("g"), table.other(), "trigger");
                    addIf(row.getBoolean("o"), table.other(), "own");
                    return table;
                })
                .list();
        return rights;
    }

    private static void addIf(boolean condition, java.util.SortedSet<String> to, String what) {
        if (condition) {
            to.add(what);
        }
    }

    private static String one(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(String.class).one();
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
