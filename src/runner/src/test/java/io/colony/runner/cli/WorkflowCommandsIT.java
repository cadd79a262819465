package io.colony.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.workflow.Workflows;
import io.colony.runner.Engine;
import io.colony.runner.ShutdownSignal;
import io.colony.testkit.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code colony workflow …} as a person types it, on a real store. */
class WorkflowCommandsIT {
    private final TestDatabase test = TestDatabase.create();
    private final Map<String, String> variables = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @BeforeEach
    void arrange() throws IOException {
        variables.put("PATH", HostEnvironment.ofThisProcess().variables().getOrDefault("PATH", "/usr/bin:/bin"));
        variables.put("COLONY_STORE_URL", test.settings().url().replaceFirst("\\?.*", ""));
        variables.put("COLONY_STORE_USER", test.settings().user());
        Files.writeString(
                directory.resolve("ours.yaml"),
                Workflows.colonyDefaultYaml()
                        .replace("id: colony-default", "id: ours")
                        .replace("merge-pending", "landing"));
    }

    @AfterEach
    void close() {
        test.close();
    }

    private int colony(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        HostEnvironment real = HostEnvironment.ofThisProcess();
        HostEnvironment host = new HostEnvironment(
                Map.copyOf(variables),
                directory,
                real.javaHome(),
                real.javaVersion(),
                real.classPath(),
                real.operatingSystem(),
                real.architecture(),
                real.user(),
                Optional.empty());
        return new Program(
                        host,
                        new LocalCommandRunner(),
                        new Engine(host),
                        new ShutdownSignal(),
                        new PrintWriter(out),
                        new PrintWriter(err))
                .run(arguments);
    }

    @Test
    void showExplainsTheWorkflowWithoutAStore() throws IOException {
        variables.put("COLONY_STORE_URL", "jdbc:postgresql://127.0.0.1:1/none");

        assertThat(colony("workflow", "show")).as(err.toString()).isZero();
        assertThat(out.toString())
                .startsWith(
                        "colony-default version " + Workflows.colonyDefault().version() + ": Colony default.")
                .contains("Issues begin in 'unlabeled'; the label 'colony' lets them in.")
                .containsPattern("in-review +active +review +approve +merge-pending")
                .containsPattern("dependency-blocked +blocked, auto +- +dependencies-done +its resume_state")
                .containsPattern("failure +any non-terminal but failure-blocked +failure-blocked")
                .containsPattern("retry +failure-blocked +its resume_state")
                .containsPattern("state +human-review-ready +changes-requested +By name.");
        assertThat(colony("workflow", "show", "--mermaid")).isZero();
        assertThat(out.toString()).startsWith("stateDiagram-v2\n").contains("in_review --> merge_pending: approve\n");
        assertThat(colony("workflow", "show", "ours.yaml", "--json")).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("id").asText()).isEqualTo("ours");
        assertThat(json.path("states").findValuesAsText("state")).contains("landing");
    }

    @Test
    void validateNamesAllThatIsWrongAtOnceWithoutAStore() throws IOException {
        variables.put("COLONY_STORE_URL", "jdbc:postgresql://127.0.0.1:1/none");
        assertThat(colony("workflow", "validate", "ours.yaml"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("workflow ours version", "is valid: 17 states, 6 executors.");

        Files.writeString(
                directory.resolve("broken.yaml"),
                Files.readString(directory.resolve("ours.yaml"))
                        .replace("type: pre-intake", "type: preintake")
                        .replace("executor: builtin:plan", "executor: plugin:acme/plan")
                        .replace("recovery: manual", "recovery: self"));
        assertThat(colony("workflow", "validate", "broken.yaml")).isEqualTo(65);
        assertThat(err.toString().lines().toList())
                .hasSize(4)
                .anySatisfy(line -> assertThat(line).contains("broken.yaml:", "'preintake' is no type of state"))
                .anySatisfy(line -> assertThat(line).contains("'plugin:acme/plan' here: none is installed"))
                .anySatisfy(line -> assertThat(line).contains("'self' is no recovery"))
                .endsWith("3 problems.");
        assertThat(colony("workflow", "validate", "missing.yaml")).isEqualTo(65);
        assertThat(err.toString()).contains("missing.yaml cannot be read");
    }

    @Test
    void aWorkflowIsAddedUsedByARepositoryAndListed() throws IOException {
        test.database().useTransaction(transaction -> {
            transaction.handle().execute("insert into tenants (slug, created_at) values ('local', now())");
            transaction
                    .handle()
                    .execute("insert into repositories (tenant_id, forge, slug, default_branch, clone_url, created_at)"
                            + " values (1, 'local', 'acme/shop', 'main', 'none', now())");
        });
        assertThat(colony("workflow", "use", "ours@2", "--repository", "acme/shop"))
                .isEqualTo(65);
        assertThat(err.toString()).contains("Workflow ours version 2 is not stored");

        assertThat(colony("workflow", "add", "ours.yaml")).as(err.toString()).isZero();
        String version = out.toString().replaceAll("(?s)Stored (ours@\\d+).*", "$1");
        assertThat(colony("workflow", "use", version, "--repository", "acme/shop"))
                .as(err.toString())
                .isZero();
        assertThat(colony("workflow", "use", version, "--tenant", "nobody")).isEqualTo(1);
        assertThat(colony("workflow", "list")).isZero();
        assertThat(out.toString())
                .containsPattern("colony-default@\\d+ .* 0 +this installation")
                .containsPattern(version + " .* 0 +acme/shop");
        assertThat(colony("workflow", "show", "ours")).as(err.toString()).isZero();
        assertThat(out.toString()).startsWith("ours version");
        assertThat(colony("workflow", "show", "nothing")).isEqualTo(1);
        assertThat(colony("workflow", "use", "none", "--repository", "acme/shop"))
                .isZero();
        assertThat(colony("workflow", "list", "--json")).isZero();
        assertThat(new ObjectMapper()
                        .readTree(out.toString())
                        .findValues("new_issues_of")
                        .getLast())
                .isEmpty();
    }

    @Test
    void migrateSaysWhatItDidAndWhatItLeft() {
        assertThat(colony("workflow", "add", "ours.yaml")).isZero();
        String version = out.toString().replaceAll("(?s)Stored (ours@\\d+).*", "$1");
        int current = Workflows.colonyDefault().version();
        test.database().useTransaction(transaction -> {
            transaction.handle().execute("insert into tenants (slug, created_at) values ('local', now())");
            transaction
                    .handle()
                    .execute("insert into repositories (tenant_id, forge, slug, default_branch, clone_url, created_at)"
                            + " values (1, 'local', 'acme/shop', 'main', 'none', now())");
            for (String state : new String[] {"paused", "landing", "merge-pending"}) {
                transaction
                        .handle()
                        .execute(
                                "insert into issues (tenant_id, repository_id, number, title, author, state, version,"
                                        + " workflow_id, workflow_version, base_branch, entered_at, created_at,"
                                        + " updated_at) values (1, 1, ?, 't', 'ann', ?, 1, 'colony-default', ?, 'main',"
                                        + " now(), now(), now())",
                                state.length(),
                                state.equals("landing") ? "human-review-ready" : state,
                                current);
            }
        });

        assertThat(colony("workflow", "migrate", "--to", version, "--all", "--dry-run"))
                .isEqualTo(1);
        assertThat(out.toString())
                .containsPattern("acme/shop#6 +colony-default@\\d +paused +would move to paused")
                .contains("left: its state 'merge-pending' is none of the other workflow's; name one with --map"
                        + " merge-pending=STATE")
                .contains("Would move 2, left 1, there already 0.");

        assertThat(colony("workflow", "migrate", "--to", version, "--all", "--map", "merge-pending=landing"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("moved to landing", "Moved 3, left 0, there already 0.");
        assertThat(colony("workflow", "migrate", "--to", version, "--issue", "acme/shop#6", "--json"))
                .isZero();
        assertThat(out.toString()).contains("\"result\" : \"there\"");
        assertThat(colony("workflow", "migrate", "--to", version, "--issue", "acme/shop#99"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("There is no issue acme/shop#99 here. Nothing was migrated");
        assertThat(colony("workflow", "migrate", "--to", version, "--all", "--map", "paused=nowhere"))
                .isEqualTo(65);
        assertThat(colony("workflow", "migrate", "--to", version)).isEqualTo(2);
        assertThat(colony("workflow", "migrate", "--to", "ours", "--all")).isEqualTo(65);
        assertThat(err.toString()).contains("write ID@VERSION");
    }
}
