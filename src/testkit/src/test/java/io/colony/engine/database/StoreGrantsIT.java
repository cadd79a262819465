package io.colony.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.testkit.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreGrantsIT {
    private final TestDatabase test = TestDatabase.restricted();
    private final StoreGrants grants = new StoreGrants(TestDatabase.APPLICATION);

    @AfterAll
    void close() {
        test.close();
    }

    @Test
    void everyTableHasAPolicyAndEveryPolicyATable() {
        Set<String> tables = new TreeSet<>(list("""
                select relname from pg_class
                where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
                """));
        Set<String> declared =
                new TreeSet<>(TablePolicy.all().stream().map(TablePolicy::table).toList());

        assertThat(tables)
                .as("each table needs a line in io.colony.engine.database.TablePolicy, which says what the"
                        + " application's role may do with it: appendOnly, completedOnce, mutable or disposable. A"
                        + " table without one cannot even be read by the restricted role")
                .isEqualTo(declared);
    }

    @Test
    void columnsThatPoliciesNameAreThere() {
        for (TablePolicy policy : TablePolicy.all()) {
            List<String> columns = list("select attname from pg_attribute where attrelid = '" + policy.table()
                    + "'::regclass and attnum > 0");
            Stream.concat(policy.insert().stream(), policy.update().stream())
                    .filter(column -> !column.equals("*"))
                    .forEach(column -> assertThat(columns).as(policy.table()).contains(column));
        }
    }

    @Test
    void afterOpeningTheRightsAreExactlyThePolicys() {
        try (Database owner = Database.openAsOwner(test.settings())) {
            assertThat(owner.inTransaction(grants::differences)).isEmpty();
            assertThat(owner.inTransaction(grants::apply))
                    .as("nothing differs, so nothing is granted again")
                    .isFalse();
        }
    }

    @Test
    void rightsThatWereGivenByHandAreSeenAndTakenBack() {
        try (Database owner = Database.openAsOwner(test.settings())) {
            owner.useTransaction(transaction -> {
                transaction.handle().execute("grant update (actor), delete on audit_log to colony_app");
                transaction.handle().execute("revoke insert on issues from colony_app");
            });
            assertThat(owner.inTransaction(grants::differences))
                    .hasSize(2)
                    .anySatisfy(line ->
                            assertThat(line).startsWith("audit_log: may select").contains("delete; should:"))
                    .anySatisfy(line -> assertThat(line).startsWith("issues: may select, update"));
            assertThat(owner.inTransaction(grants::apply)).isTrue();
            assertThat(owner.inTransaction(grants::differences)).isEmpty();
        }
    }

    /** Every statement that would change a row or a right that the policy keeps. */
    static List<String> forbidden() {
        List<String> sql = new ArrayList<>();
        for (TablePolicy policy : TablePolicy.all()) {
            String table = policy.table();
            if (!policy.delete()) {
                sql.add("delete from " + table);
            }
            if (policy.insert().isEmpty()) {
                sql.add("insert into " + table + " default values");
            }
            if (policy.update().isEmpty()) {
                sql.add("update " + table + " set " + aColumn(table) + " = null");
            }
            sql.add("truncate " + table + " cascade");
            sql.add("drop table " + table + " cascade");
            sql.add("alter table " + table + " disable trigger all");
            sql.add("alter table " + table + " owner to " + TestDatabase.APPLICATION);
            sql.add("create trigger mine before insert on " + table + " for each row execute function refuse_change()");
            sql.add("create rule mine as on insert to " + table + " do instead nothing");
        }
        return sql;
    }

    private static String aColumn(String table) {
        return switch (table) {
            case "flyway_schema_history" -> "checksum";
            case "audit_anchors", "state_transitions", "cost_events", "ledger_warnings", "installation_commands" ->
                "at";
            case "budgets" -> "created_at";
            case "merges" -> "merged_at";
            case "survivals" -> "decided_at";
            default -> "taken_at";
        };
    }

    @ParameterizedTest
    @MethodSource("forbidden")
    void isRefusedToTheApplication(String sql) {
        refused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update state_transitions set reason = 'other'",
                "update cost_events set usd = 0",
                "update issue_snapshots set body_raw = ''",
                "update audit_anchors set hash = repeat('0', 64)",
                "update audit_log set actor = 'eve'",
                "update audit_log set detail = '{}'",
                "update audit_log set at = now()",
                "update audit_log set tenant_id = 1",
                "insert into audit_log (tenant_id, at, actor, action, subject, detail, seq, previous, hash)"
                        + " values (1, now(), 'a', 'b', 'c', '{}', 1, '', '')",
                "insert into audit_log (id, tenant_id, at, actor, action, subject, detail)"
                        + " overriding system value values (9, 1, now(), 'a', 'b', 'c', '{}')",
                "update agent_runs set issue_id = 1",
                "update agent_runs set epoch = 0",
                "update agent_runs set started_at = now()",
                "update store_identity set incarnation = gen_random_uuid()",
                "update store_identity set restored_from = null",
                "select audit_log from audit_log for update of audit_log nowait; set session_replication_role = replica",
                "set session_replication_role = replica",
                "alter role colony_app superuser",
                "set role postgres",
                "drop function refuse_change() cascade",
                "create or replace function refuse_change() returns trigger language plpgsql as 'begin return new; end'",
                "alter function refuse_change() reset search_path",
                "create table mine (a int)",
                "create temporary table audit_log (a int)",
                "create function mine() returns int language sql as 'select 1'",
                "create schema mine",
                "create extension if not exists file_fdw",
                "copy audit_log to program 'cat'",
                "select pg_read_file('/etc/passwd')",
                "select lo_import('/etc/passwd')",
                "alter system set log_statement = 'none'",
                "lock table audit_log in access exclusive mode",
            })
    void isRefusedAsWell(String sql) {
        refused(sql);
    }

    private void refused(String sql) {
        assertThatThrownBy(() -> test.database()
                        .useTransaction(transaction -> transaction.handle().execute(sql)))
                .as(sql)
                .hasMessageMatching(
                        "(?s).*(permission denied|must be (owner|superuser|able)|not allowed|cannot|refused).*");
    }

    @Test
    void whoOwnsTheTablesIsHeldBackByTriggersAllTheSame() {
        try (Database owner = Database.openAsOwner(test.settings())) {
            for (TablePolicy policy : TablePolicy.all()) {
                if (policy.history()) {
                    assertThatThrownBy(() -> owner.useTransaction(transaction ->
                                    transaction.handle().execute("truncate " + policy.table() + " cascade")))
                            .as(policy.table())
                            .hasMessageContaining("append-only");
                }
            }
        }
    }

    @Test
    void triggerFunctionsDoNotDependOnTheCallersSearchPath() {
        assertThat(list("""
                        select p.proname from pg_trigger t join pg_proc p on p.oid = t.tgfoid
                        where not t.tgisinternal and p.pronamespace = 'public'::regnamespace
                          and not exists (select from unnest(p.proconfig) c where c like 'search_path=%')
                        """))
                .as("each trigger function pins its path: alter function NAME set search_path = pg_catalog, pg_temp")
                .isEmpty();
    }

    @Test
    void withoutTheOwnersPasswordAnUpToDateSchemaIsWorkedOnAndAnotherNamesTheCure() {
        DatabaseSettings alone = new DatabaseSettings(
                test.settings().url(), test.settings().user(), test.settings().password(), 2, Duration.ofSeconds(5));
        Database.open(alone).close();

        DatabaseSettings empty = TestDatabase.empty();
        assertThatThrownBy(() -> Database.open(
                        new DatabaseSettings(empty.url(), empty.user(), empty.password(), 2, Duration.ofSeconds(5))))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("store.migration_user");
    }

    @Test
    void aProcessOfAnEarlierLifeOfTheStoreIsLetInNoMore() {
        try (TestDatabase store = TestDatabase.restricted()) {
            DatabaseSettings impatient = new DatabaseSettings(
                    store.settings().url(),
                    store.settings().user(),
                    store.settings().password(),
                    1,
                    Duration.ofSeconds(1));
            try (Database early = Database.open(impatient)) {
                assertThat(early.<Integer>inTransaction(transaction -> 1)).isEqualTo(1);
                try (Database owner = Database.openAsOwner(store.settings())) {
                    owner.useTransaction(transaction ->
                            transaction.handle().execute("update store_identity set incarnation = gen_random_uuid()"));
                }
                store.allowConnections(false);
                store.allowConnections(true);
                // The pool first has to notice that its connection is gone.
                assertThatThrownBy(early::ping).isInstanceOf(RuntimeException.class);

                assertThatThrownBy(early::ping).hasMessageContaining("restored from a backup");
            }
        }
    }

    private List<String> list(String sql) {
        return test.database()
                .inTransaction(transaction -> transaction
                        .handle()
                        .createQuery(sql)
                        .mapTo(String.class)
                        .list());
    }
}
