package io.colony.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.runner.Engine;
import io.colony.runner.ShutdownSignal;
import io.colony.testkit.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What concerns the store, as a person types it, on a Postgres of one's own with two roles. */
class StoreCommandsIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final TestDatabase store = TestDatabase.restricted();

    @TempDir
    Path directory;

    @BeforeEach
    void fill() throws SQLException {
        sql("insert into tenants (slug, created_at) values ('local', now())");
        for (int i = 1; i <= 3; i++) {
            sql(
                    "insert into audit_log (tenant_id, at, actor, action, subject, detail) select id, now(), 'operator:ann',"
                            + " 'test', 'a/b#" + i + "', '{}' from tenants");
        }
        io.colony.engine.audit.AuditLog.postgres(store.database()).seal();
        store.database().close();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theLogIsVerifiedPinnedDownAndExported() throws Exception {
        assertThat(colony("audit", "verify")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("local   intact  3     0");
        assertThat(colony("audit", "head", "--json")).isZero();
        Files.writeString(directory.resolve("kept.json"), out.toString());
        assertThat(colony("audit", "export")).isZero();
        Files.writeString(directory.resolve("log.jsonl"), out.toString());
        assertThat(colony("audit", "verify", "--file", "log.jsonl", "--head", "kept.json"))
                .as(out + "" + err)
                .isZero();
        assertThat(colony("audit", "export", "--format", "csv", "--issue", "a/b#2"))
                .isZero();
        assertThat(out.toString().lines()).hasSize(2);

        sql("alter table audit_log disable trigger all");
        sql("delete from audit_log where seq = 3");
        assertThat(colony("audit", "verify")).as("nobody kept the head").isZero();
        assertThat(colony("audit", "verify", "--head", "kept.json")).isEqualTo(1);
        assertThat(out.toString())
                .contains("NOT INTACT")
                .contains("3    -   cut-off")
                .contains("row 3 was noted");
        assertThat(colony("audit", "verify", "--expect", "nonsense")).isEqualTo(65);
        sql("update audit_log set actor = 'eve' where seq = 2");
        assertThat(colony("audit", "verify", "--json")).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.at("/logs/0/findings/0/kind").asText()).isEqualTo("changed");
        assertThat(json.at("/logs/0/findings/0/seq").asInt()).isEqualTo(2);
    }

    @Test
    void theRolesAreCheckedAndSet() throws Exception {
        assertThat(colony("store", "roles", "--check")).as(err.toString()).isZero();
        sql("grant delete on cost_events to colony_app");
        assertThat(colony("store", "roles", "--check")).isEqualTo(1);
        assertThat(out.toString()).startsWith("cost_events: may select").contains("delete; should: select, insert");
        assertThat(colony("store", "roles", "--apply")).isZero();
        assertThat(colony("store", "roles", "--check")).isZero();
        assertThat(colony("store", "roles", "--app-user", "new\"role")).isZero();
        assertThat(out.toString())
                .contains("-- create role \"new\"\"role\" login")
                .contains("grant select, insert on table \"public\".\"cost_events\" to \"new\"\"role\";");
        assertThat(colony("store", "roles", "--app-user", "postgres")).isEqualTo(2);
    }

    @Test
    void aBackupIsVerifiedAndRestoredIntoAnEmptyStoreOnly() throws IOException {
        assertThat(colony("backup", "store.backup")).as(err.toString()).isZero();
        assertThat(colony("backup", "store.backup")).isEqualTo(65);
        assertThat(colony("backup", "verify", "store.backup")).isZero();
        assertThat(out.toString()).contains("audit_log").contains("audit head local 3:");
        assertThat(colony("restore", "store.backup")).isEqualTo(65);
        assertThat(err.toString()).contains("The database is not empty");

        DatabaseSettings empty = TestDatabase.empty();
        assertThat(colony(
                        "restore",
                        "store.backup",
                        "--set",
                        "store.url=" + empty.url(),
                        "--set",
                        "store.migration_user=" + empty.asOwner().user()))
                .as(err.toString())
                .isZero();
        assertThat(err.toString()).contains("nothing differs");
        assertThat(colony("audit", "verify", "--set", "store.url=" + empty.url()))
                .isZero();
        assertThat(out.toString()).contains("intact  4");
    }

    @Test
    void retentionSaysWhatIsDue() throws IOException {
        assertThat(colony("retention", "--dry-run", "--json", "--set", "retention.outbox=forever"))
                .as(err.toString())
                .isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.at("/classes/transcripts/kept_for").asText()).isEqualTo("90d");
        assertThat(json.at("/classes/outbox/kept_for").asText()).isEqualTo("forever");
    }

    private int colony(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        HostEnvironment real = HostEnvironment.ofThisProcess();
        Map<String, String> variables = new HashMap<>(Map.of(
                "PATH", real.variables().getOrDefault("PATH", "/usr/bin:/bin"),
                "COLONY_STORE_URL", store.settings().url(),
                "COLONY_STORE_USER", store.settings().user(),
                "COLONY_STORE_MIGRATION_USER", store.settings().asOwner().user()));
        HostEnvironment host = new HostEnvironment(
                variables,
                directory,
                real.javaHome(),
                real.javaVersion(),
                real.classPath(),
                real.operatingSystem(),
                real.architecture(),
                real.user(),
                Optional.empty());
        List<String> all = new ArrayList<>(List.of(arguments));
        return new Program(
                        host,
                        new LocalCommandRunner(),
                        new Engine(host),
                        new ShutdownSignal(),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true))
                .run(all.toArray(String[]::new));
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = store.connect();
                Statement execute = connection.createStatement()) {
            execute.execute(statement);
        }
    }
}
