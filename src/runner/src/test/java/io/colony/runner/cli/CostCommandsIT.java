package io.colony.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.database.Json;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.workflow.Workflows;
import io.colony.runner.Engine;
import io.colony.runner.ShutdownSignal;
import io.colony.testkit.SampleStore;
import io.colony.testkit.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands about money print, on the sample store and the real engine. */
class CostCommandsIT {
    private static final List<String> DAYS = List.of("--from", "2026-01-01", "--to", "2026-01-31");

    private final TestDatabase database = TestDatabase.create();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @BeforeEach
    void fill() throws SQLException {
        SampleStore.fill(database);
        String workflow = Workflows.colonyDefaultYaml();
        change("update workflows set yaml = ?, sha256 = ?", workflow, Json.sha256(workflow));
        change("update tenants set slug = ?", "local");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aBreakdownIsATableJsonAndCsvOfTheSameFigures() throws IOException, SQLException {
        assertThat(inDays("cost", "--by", "stage")).as(err.toString()).isZero();
        assertThat(out.toString())
                .startsWith("STAGE ")
                .contains("~ holds estimates")
                .contains("100.0 %");

        inDays("cost", "--by", "stage", "--json");
        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertThat(document.path("total").path("cost_usd").isTextual()).isTrue();
        assertThat(document.path("total").path("cost_usd").asText()).isEqualTo(sum());
        assertThat(document.path("total").path("estimated").asBoolean()).isTrue();

        inDays("cost", "--by", "stage", "--csv");
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.getFirst()).startsWith("stage,runs,events,");
        assertThat(lines.stream()
                        .skip(1)
                        .map(line -> new BigDecimal(line.split(",", -1)[10]))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualTo(new BigDecimal(sum()));
    }

    @Test
    void anIssuesCostStandsBesideItsCeiling() {
        assertThat(colony("cost", "acme/shop#2")).as(err.toString()).isZero();
        assertThat(out.toString()).startsWith("STAGE ").contains("total ", "acme/shop#2: $", " of $5.00");
        assertThat(colony("cost", "acme/shop#999")).isEqualTo(1);
        assertThat(err.toString()).contains("colony issue list");
    }

    @Test
    void whatIsNotUnderstoodIsRefusedBeforeAnythingIsAsked() {
        assertThat(colony("cost", "--by", "colour")).isEqualTo(2);
        assertThat(err.toString()).contains("'colour' is none of issue, role");
        assertThat(colony("cost", "--from", "2026-02-30")).isEqualTo(2);
        assertThat(colony("cost", "--from", "2026-02-02", "--to", "2026-02-01")).isEqualTo(2);
        assertThat(colony("cost", "--repo", "no/where")).isEqualTo(1);
        assertThat(colony("budget", "raise", "acme/shop#2", "12")).isEqualTo(2);
        assertThat(colony("budget", "raise", "acme/shop#2", "-1", "--reason", "why"))
                .isEqualTo(2);
        assertThat(colony("budget", "show", "acme/none")).isEqualTo(1);
    }

    @Test
    void theExportIsAFileWithEveryEvent() throws IOException, SQLException {
        assertThat(colony("cost", "export", "all.csv")).as(err.toString()).isZero();

        List<String> lines = Files.readAllLines(directory.resolve("all.csv"));
        assertThat(out.toString()).contains((lines.size() - 1) + " events, $" + sum() + " in all");
        assertThat(lines.getFirst()).startsWith("id,at,booked_at,kind,");
        assertThat(colony("cost", "export", "no/such/place.csv")).isEqualTo(73);
    }

    @Test
    void aForecastSaysWhenThereIsTooLittleToGoBy() throws IOException {
        assertThat(colony("cost", "forecast")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("Too little data");
        assertThat(colony("cost", "forecast", "--json")).isZero();
        assertThat(new ObjectMapper()
                        .readTree(out.toString())
                        .path("enough_data")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void theVerificationEndsWithOneAndNamesWhatDisagrees() throws IOException {
        assertThat(colony("ledger", "verify")).isEqualTo(1);
        assertThat(out.toString())
                .as("the sample has a day whose events it does not have")
                .contains("ledger_totals", "repository 1 2026-01-04", "12.500000 spent", "mismatches");
        assertThat(colony("ledger", "verify", "--json")).isEqualTo(1);
        assertThat(new ObjectMapper().readTree(out.toString()).path("mismatches"))
                .isNotEmpty();
    }

    @Test
    void aRaisedCeilingIsShownWithWhoAndWhy() throws IOException {
        assertThat(colony("budget", "raise", "acme/shop#2", "12", "--reason", "the last round"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("The ceiling per issue of acme/shop#2 is $12.00 (was $5.00) until ");

        assertThat(colony("budget", "show", "acme/shop#2")).isZero();
        assertThat(out.toString())
                .contains("per run ", "per issue ", "per repository ", "per tenant ")
                .contains("from $5.000000 by olga until", "the last round");
        assertThat(colony("budget", "raise", "acme/shop#2", "15.01", "--reason", "more"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("$15.00 at most");
    }

    @Test
    void whatWaitsForMoneyIsListedWithItsReasonAndSoAreWarningsOfLately() throws SQLException {
        assertThat(colony("budget", "waits")).isZero();
        assertThat(out.toString()).contains("Nothing waits for money.", "No warnings.");

        change("""
                insert into budget_waits (issue_id, tenant_id, repository_id, scope, stopped, needed, reason, since)
                select i.id, r.tenant_id, r.id, 'issue', true, 5, ?, now()
                from issues i join repositories r on r.id = i.repository_id where i.state = 'failure-blocked' limit 1
                """, "the ceiling per issue is reached");
        change("""
                insert into ledger_warnings (tenant_id, scope, scope_id, period, level, ceiling, spent, reserved, at)
                select id, 'tenant', id, ?, 'near', 500, 390, 12.5, now() - interval '1 day' from tenants
                """, "2026-01");
        assertThat(colony("budget", "waits")).isZero();
        assertThat(out.toString())
                .containsPattern("ISSUE +CEILING +SINCE +NEEDS +WHY\n")
                .containsPattern("#\\d+ +per issue +\\S+ +a raise +the ceiling per issue is reached\n")
                .containsPattern("AT +WARNING\n")
                .contains("The ceiling of tenant local in 2026-01 (UTC) is near: $390")
                .doesNotContain("Nothing waits", "No warnings");
    }

    @Test
    void pricesNameWhereTheyStandAndOwnOnesGoFirst() throws IOException {
        Files.writeString(directory.resolve("own.yaml"), """
                schema_version: 1
                prices:
                  - { model: gpt-5, from: 2026-01-01, input: 1, output: 2, cache_read: 0.1, cache_write: 1 }
                """);
        assertThat(colony(
                        "prices", "--model", "gpt-5-2025-08-07", "--at", "2025-12-31", "--set", "prices_file=own.yaml"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("$1.25", "prices.yaml:");
        colony("prices", "--model", "gpt-5", "--at", "2026-01-01", "--set", "prices_file=own.yaml", "--json");
        assertThat(new ObjectMapper()
                        .readTree(out.toString())
                        .path(0)
                        .path("input_usd")
                        .asText())
                .isEqualTo("1");

        Files.writeString(directory.resolve("own.yaml"), "schema_version: 1\nprices: [{ model: x }]\n");
        assertThat(colony("cost", "--set", "prices_file=own.yaml")).isEqualTo(65);
        assertThat(err.toString()).contains("own.yaml:2: 'from' is missing from this price.");
        assertThat(colony("prices", "--model", "nobody-knows-it")).isEqualTo(1);
        assertThat(err.toString()).contains("prices_file");
    }

    private String sum() throws SQLException {
        try (Connection connection = database.connect();
                var rows = connection.createStatement().executeQuery("select sum(usd) from cost_events")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void change(String sql, String... values) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setString(at + 1, values[at]);
            }
            statement.executeUpdate();
        }
    }

    private int inDays(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(DAYS);
        return colony(all.toArray(String[]::new));
    }

    private int colony(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        HostEnvironment here = HostEnvironment.ofThisProcess();
        Map<String, String> variables = new HashMap<>();
        variables.put("PATH", here.variables().getOrDefault("PATH", "/usr/bin:/bin"));
        variables.put("COLONY_STORE_URL", database.settings().url().replaceAll("\\?.*", ""));
        variables.put("COLONY_STORE_USER", database.settings().user());
        HostEnvironment host = new HostEnvironment(
                Map.copyOf(variables),
                directory,
                here.javaHome(),
                here.javaVersion(),
                here.classPath(),
                here.operatingSystem(),
                here.architecture(),
                "olga",
                Optional.empty());
        return new Program(
                        host,
                        new LocalCommandRunner(),
                        new Engine(host),
                        new ShutdownSignal(),
                        new PrintWriter(out),
                        new PrintWriter(err, true))
                .run(arguments);
    }
}
