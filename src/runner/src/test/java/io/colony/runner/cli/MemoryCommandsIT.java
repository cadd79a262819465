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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the memory's commands print, on the sample store and the real engine. */
class MemoryCommandsIT {
    private final TestDatabase database = TestDatabase.create();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ShutdownSignal shutdown = new ShutdownSignal();

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

    private void change(String sql, String... values) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setString(at + 1, values[at]);
            }
            statement.executeUpdate();
        }
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
                        shutdown,
                        new PrintWriter(out),
                        new PrintWriter(err, true))
                .run(arguments);
    }

    private JsonNode json(String... arguments) throws IOException {
        assertThat(colony(arguments)).as(err.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void retrospectivesAreListedWithWhatTheyCostAndWasted() throws IOException {
        assertThat(colony("retrospectives")).as(err.toString()).isZero();

        assertThat(out.toString())
                .startsWith("ISSUE        ENDED")
                .contains("acme/shop#2  2026-01-05T10:55:03Z  done         6  $0.221250  $0.043250        3");
        assertThat(json("retrospectives", "--json", "--repo", "acme/shop")
                        .path(0)
                        .path("lessons"))
                .hasSize(3);
        assertThat(json("retrospectives", "--json", "--repo", "acme/docs")).isEmpty();
        assertThat(colony("retrospectives", "--limit", "0")).isEqualTo(2);
    }

    @Test
    void anIssuesRetrospectiveIsShownWhereItIsAskedFor() throws IOException {
        assertThat(colony("issue", "show", "acme/shop#2", "--retrospective"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .contains("Retrospective of generation 1, done at 2026-01-05T10:55:03Z")
                .contains("cost     $0.221250, of which $0.043250 brought nothing")
                .contains("files    shop/cart.py, tests/test_cart.py")
                .contains("lesson   Evidence was rejected because a hash was not the file's: hash every file after the"
                        + " last edit. (2 times)");
        assertThat(json("issue", "show", "acme/shop#2", "--json").has("retrospectives"))
                .isFalse();
        assertThat(json("issue", "show", "acme/shop#2", "--json", "--retrospective")
                        .path("retrospectives"))
                .hasSize(1);
    }

    @Test
    void aRetrospectiveCanBeWithheldAndReleased() throws IOException {
        assertThat(colony("retrospectives", "withhold", "acme/shop#2")).isEqualTo(2);
        assertThat(err.toString()).contains("--reason");
        assertThat(colony("retrospectives", "withhold", "acme/shop#4", "--reason", "x"))
                .isEqualTo(1);
        assertThat(colony("retrospectives", "withhold", "acme/shop#2", "--reason", "quotes nonsense"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("reaches no other issue");

        assertThat(json("retrospectives", "--json").path(0).path("withheld").asText())
                .isEqualTo("olga: quotes nonsense");
        assertThat(colony("retrospectives", "release", "acme/shop#2")).isZero();
        assertThat(json("retrospectives", "--json").path(0).path("withheld").isNull())
                .isTrue();
    }

    @Test
    void whatWaitsForPeopleIsListed() throws IOException {
        assertThat(colony("notices", "--set", "notices.reviewers=rita"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString()
                        .lines()
                        .map(line -> line.replaceAll(" {2,}", "|").replaceAll("\\|[0-9]+ d [0-9]+ h", "")))
                .contains(
                        "ISSUE|STATE|WAITS|FOR|TOLD|WHY",
                        "acme/shop#4|human-review-ready|rita|0 times|a conflict in checkout/cart.py was resolved with"
                                + " confidence 0.60, below 0.90",
                        "acme/shop#8|needs-clarification|anonymous|0 times|What shall be faster, and by how much?")
                .anyMatch(line -> line.startsWith("acme/shop#6|failure-blocked|acme|"));
        assertThat(json("notices", "--json", "--for", "rita", "--set", "notices.reviewers=rita"))
                .singleElement()
                .satisfies(issue -> assertThat(issue.path("key").asText()).isEqualTo("acme/shop#4"));
        assertThat(json("notices", "--failed", "--json")).isEmpty();
    }

    @Test
    void aDigestCanBeSeenBeforeItIsSent() throws IOException {
        assertThat(colony("notices", "digest", "--for", "acme"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).startsWith("acme: 3 waiting\n").contains("acme/shop#6  failure-blocked for ");

        JsonNode digests = json("notices", "digest", "--json");
        assertThat(digests).extracting(digest -> digest.path("type").asText()).containsOnly("digest");
        assertThat(colony("notices", "digest", "--for", "nobody")).isZero();
        assertThat(out.toString()).isEqualTo("Nothing waits for nobody.\n");
    }

    @Test
    void whatOperatorsWereToldOfIsListed() throws Exception {
        change("""
                insert into sentinel_findings (detector, subject, reason, for_people, first_seen, last_seen)
                values ('silent-worker', 'host-1/worker-1', ?, true, now(), now())
                """, "It says nothing.");
        change("""
                insert into notices (tenant_id, alert_id, topic, kind, channel, people, marker, status, due_at, created_at,
                  closed_at)
                select t.id, f.id, 'finding silent-worker', 'finding', 'command', '{olga}', ?, 'delivered', f.first_seen,
                  f.first_seen, '2026-01-05T12:00:00Z'
                from tenants t, sentinel_findings f where f.subject = 'host-1/worker-1'
                """, "finding-1-command");

        assertThat(colony("notices", "--alerts")).as(err.toString()).isZero();
        assertThat(out.toString().lines().map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "TOLD OF|FOR|BY|AT|WHAT", "finding|olga|command|2026-01-05T12:00:00Z|It says nothing.");
        assertThat(json("notices", "--alerts", "--json", "--for", "olga"))
                .singleElement()
                .satisfies(alert -> assertThat(
                                alert.path("finding").path("subject").asText())
                        .isEqualTo("host-1/worker-1"));
        assertThat(json("notices", "--alerts", "--json", "--for", "rita")).isEmpty();
        assertThat(colony("notices")).isZero();
        assertThat(out.toString()).startsWith("ISSUE").contains("TOLD OF");
    }

    /** A script that is the notice program of a running Colony: what waits reaches it. */
    @Test
    void theNoticeProgramOfARunningColonyIsTold() throws Exception {
        change("update repositories set forge = ?", "elsewhere");
        // Of a detector that this program has not: none resolves it while it runs.
        change("""
                insert into sentinel_findings (detector, subject, reason, for_people, first_seen, last_seen)
                values ('another-detector', 'acme/shop', ?, true, now(), now())
                """, "It looks odd.");
        Path told = directory.resolve("told");
        Path program = Files.writeString(directory.resolve("tell"), "#!/bin/sh\ncat >> " + told + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Integer> up = threads.submit(() ->
                    colony("up", "--port", "0", "--set", "workers.count=0", "--set", "notices.command=" + program));
            try {
                CountDownLatch never = new CountDownLatch(1);
                for (int wait = 0; wait < 1_200 && missing(told) && !up.isDone(); wait++) {
                    never.await(50, TimeUnit.MILLISECONDS);
                }
            } finally {
                shutdown.ask();
            }
            assertThat(up.get(60, TimeUnit.SECONDS)).as(err.toString()).isZero();
        }
        List<JsonNode> notices = lines(told).stream().map(Json::parse).toList();
        assertThat(notices)
                .filteredOn(notice -> notice.path("type").asText().equals("waiting"))
                .extracting(notice -> notice.path("issue").path("key").asText() + " "
                        + notice.path("people").path(0).asText())
                .contains("acme/shop#4 acme", "acme/shop#8 anonymous");
        assertThat(notices)
                .filteredOn(notice -> notice.path("type").asText().equals("finding"))
                .extracting(notice -> notice.path("finding").path("text").asText() + " "
                        + notice.path("people").path(0).asText())
                .containsExactly("It looks odd. acme");
        assertThat(directory.resolve("work/notices")).isDirectory();
    }

    /** Whether something has still to come: three waits, digests of two, a finding. */
    private static boolean missing(Path told) throws IOException {
        List<String> lines = lines(told);
        return lines.size() < 5 || lines.stream().noneMatch(line -> line.contains("\"type\":\"finding\""));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}
