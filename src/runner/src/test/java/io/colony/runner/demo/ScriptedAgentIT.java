package io.colony.runner.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.process.CommandRunner;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.process.ProcessEnd;
import io.colony.engine.process.ProcessLimits;
import io.colony.engine.process.ProcessSpec;
import io.colony.runner.GitCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the agent as Colony does: as a program of its own, in a checkout, with a clean environment. */
class ScriptedAgentIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Against an agent that never ends; nothing is expected to come near them. */
    private static final ProcessLimits LIMITS =
            new ProcessLimits(Duration.ofMinutes(5), Duration.ofMinutes(5), 1 << 20, 1 << 20, Duration.ofSeconds(2));

    private final CommandRunner runner = new LocalCommandRunner();
    private final HostEnvironment host = HostEnvironment.ofThisProcess();
    private final GitCommand git = GitCommand.of(runner, host.variables());

    @TempDir
    Path directory;

    private Path checkout;
    private String base;

    @BeforeEach
    void createRepository() {
        checkout = directory.resolve("checkout");
        base = new SampleRepository(git).create(checkout);
    }

    @Test
    void sampleRepositoryPassesItsChecksAndIsTheSameEachTime() {
        assertThat(check().stdout()).endsWith("9 passed, 0 failed\n");
        assertThat(new SampleRepository(git).create(directory.resolve("other"))).isEqualTo(base);
        assertThat(new SampleRepository(git).create(checkout)).isEqualTo(base);
        assertThat(git.run(checkout, "log", "--format=%s").lines()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void endsEveryIssueWithAnApprovedChange(int number) throws Exception {
        Recipe recipe = Recipes.all().get(number);
        ObjectNode context = context(recipe);
        JsonNode plan = result(run("analyze", context));
        assertThat(plan.path("outcome").asText()).isEqualTo("planned");
        assertThat(plan.path("acceptance_criteria")).isNotEmpty();
        context.set("plan", plan);
        // A history of one failed attempt, so that no behaviour of the first time shows.
        history(context, "develop", "stalled", "no event for 4 s");

        Run development = run("develop", context);

        JsonNode report = result(development);
        assertThat(report.path("outcome").asText()).isEqualTo("submitted");
        assertThatEveryClaimHolds(report);
        assertThat(development.types())
                .contains("started", "text", "tool_started", "tool_ended", "usage")
                .endsWith("result");
        assertThat(git.run(checkout, "status", "--porcelain")).isEmpty();
        assertThat(check().exitCode()).isZero();
        context.put("diff", git.run(checkout, "diff", base, "HEAD"));
        JsonNode verdict = result(run("review", context));
        assertThat(verdict.path("verdict").asText()).as(verdict.toString()).isEqualTo("APPROVE");
        assertThat(texts(verdict.path("criteria"), "status"))
                .containsOnly("met")
                .isNotEmpty();
    }

    @Test
    void missesACriterionFirstAndUsesTheFindingsOfTheReview() throws Exception {
        ObjectNode context = context(Recipes.all().get(2));
        assertThat(result(run("develop", context)).path("claims")).hasSize(2);
        context.put("diff", git.run(checkout, "diff", base, "HEAD"));

        JsonNode verdict = result(run("review", context));

        assertThat(verdict.path("verdict").asText()).isEqualTo("CHANGES_REQUESTED");
        assertThat(texts(verdict.path("findings"), "message"))
                .containsExactly(
                        "accounting() keeps the minus sign inside the parentheses.", "No test has a negative amount.");
        ArrayNode findings = context.putArray("findings");
        verdict.path("findings").forEach(finding -> findings.add(finding.path("message")));
        Run second = run("develop", context);
        assertThat(second.output().stdout()).contains("To address: No test has a negative amount.");
        assertThatEveryClaimHolds(result(second));
        context.put("diff", git.run(checkout, "diff", base, "HEAD"));
        assertThat(result(run("review", context)).path("verdict").asText()).isEqualTo("APPROVE");
    }

    @Test
    void claimsWhatIsNotThereFirstAndTheTruthAfterTheRejection() throws Exception {
        ObjectNode context = context(Recipes.all().get(3));
        JsonNode claims = result(run("develop", context)).path("claims");
        assertThat(claims.toString())
                .contains("test/tally/SpansRandomTest.java")
                .contains("0".repeat(64));
        assertThat(checkout.resolve("test/tally/SpansRandomTest.java")).doesNotExist();
        history(context, "develop", "rejected", "\"tested with random spans\" names a file that is not in the commit.");

        assertThatEveryClaimHolds(result(run("develop", context)));
    }

    @Test
    void hangsTheFirstTimeWithAChildProcess() throws Exception {
        try (RunningAgent agent =
                RunningAgent.start(spec("develop", context(Recipes.all().get(4))))) {
            agent.awaitLine("\"usage\"");
            ProcessHandle child = agent.awaitChild("sleep 86400");
            assertThat(agent.alive()).isTrue();

            ProcessEnd end = agent.end();

            assertThat(end.reason()).as(end.detail()).isEqualTo(ProcessEnd.Reason.STOPPED);
            assertThat(end.survivors()).isEmpty();
            assertThat(child.onExit()).succeedsWithin(Duration.ofMinutes(1));
            assertThat(parsed(agent.lines().toList()))
                    .extracting(line -> line.path("type").asText())
                    .as("nothing more until its end")
                    .containsExactly("started", "text", "usage");
        }
        assertThat(git.run(checkout, "status", "--porcelain")).isEmpty();
    }

    @Test
    void twoIssuesThatTouchTheSameLinesConflictAndAreResolvedByKeepingBoth() throws Exception {
        git.run(checkout, "switch", "--quiet", "--create", "one");
        result(run("develop", context(Recipes.all().get(0))));
        git.run(checkout, "switch", "--quiet", "--create", "two", "main");
        result(run("develop", context(Recipes.all().get(1))));
        CommandOutput rebase = git.with(Map.of("GIT_COMMITTER_NAME", "T", "GIT_COMMITTER_EMAIL", "t@example.org"))
                .attempt(checkout, "rebase", "one");
        assertThat(rebase.exitCode()).isNotZero();
        assertThat(git.run(checkout, "diff", "--name-only", "--diff-filter=U")).isEqualTo("CHANGELOG.md");
        ObjectNode context = context(Recipes.all().get(1));
        ObjectNode conflict =
                context.putArray("conflicts").addObject().put("index", 0).put("path", "CHANGELOG.md");
        conflict.putArray("base");
        conflict.putArray("ours").add("- one");
        conflict.putArray("theirs").add("- two");

        JsonNode resolution = result(run("merge", context)).path("resolutions").path(0);

        assertThat(resolution.path("lines").toString()).isEqualTo("[\"- one\",\"- two\"]");
        assertThat(resolution.path("confidence").asDouble()).isEqualTo(0.95);
    }

    @Test
    void asksWhatToDoWithAnIssueThatItDoesNotKnow() throws Exception {
        ObjectNode context = JSON.createObjectNode();
        context.putObject("issue").put("title", "Something else");

        assertThat(result(run("analyze", context)).path("outcome").asText()).isEqualTo("unclear");
        assertThat(result(run("develop", context)).path("outcome").asText()).isEqualTo("nothing-to-do");
    }

    private ObjectNode context(Recipe recipe) {
        ObjectNode context = JSON.createObjectNode()
                .put("start_sha", base)
                .put("base_sha", base)
                .put("attempt", 1);
        context.putObject("issue")
                .put("key", "demo/tally#1")
                .put("title", recipe.title())
                .put("body", recipe.body());
        context.putArray("findings");
        context.putArray("history");
        context.putArray("gates")
                .addObject()
                .put("gate", "tests")
                .put("verdict", "PASS")
                .put("summary", "9 passed");
        return context;
    }

    private static void history(ObjectNode context, String stage, String outcome, String reason) {
        context.withArray("history")
                .addObject()
                .put("stage", stage)
                .put("attempt", 1)
                .put("outcome", outcome)
                .put("reason", reason)
                .putArray("artifacts");
    }

    private record Run(CommandOutput output, List<JsonNode> lines) {
        List<String> types() {
            return lines.stream().map(line -> line.path("type").asText()).toList();
        }
    }

    private Run run(String stage, ObjectNode context) throws IOException {
        ProcessSpec spec = spec(stage, context);
        CommandOutput output = runner.run(
                spec.command(),
                spec.directory(),
                spec.environment(),
                spec.standardInput(),
                spec.limits().wallClock());
        return new Run(output, parsed(output.stdout().lines().toList()));
    }

    private ProcessSpec spec(String stage, ObjectNode context) throws IOException {
        ObjectNode request = JSON.createObjectNode()
                .put("type", "request")
                .put("protocol", 1)
                .put("stage", stage);
        request.put("prompt", "Do what the issue asks.").set("context", context);
        Path home = Files.createDirectories(directory.resolve("home"));
        return new ProcessSpec(
                ScriptedAgentCommand.words(host),
                checkout,
                Map.of("PATH", host.variables().getOrDefault("PATH", ""), "HOME", home.toString()),
                request + "\n",
                LIMITS);
    }

    private static List<JsonNode> parsed(List<String> lines) throws IOException {
        List<JsonNode> parsed = new ArrayList<>();
        for (String line : lines) {
            parsed.add(JSON.readTree(line));
        }
        return parsed;
    }

    private static JsonNode result(Run run) {
        assertThat(run.output().exitCode()).as(run.output().toString()).isZero();
        JsonNode last = run.lines().getLast();
        assertThat(last.path("type").asText()).isEqualTo("result");
        return last.path("document");
    }

    private void assertThatEveryClaimHolds(JsonNode report) throws Exception {
        assertThat(report.path("claims")).isNotEmpty();
        for (JsonNode claim : report.path("claims")) {
            for (JsonNode file : claim.path("files")) {
                byte[] content =
                        Files.readAllBytes(checkout.resolve(file.path("path").asText()));
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
                assertThat(file.path("sha256").asText())
                        .isEqualTo(HexFormat.of().formatHex(hash));
            }
        }
    }

    private static List<String> texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(item -> item.path(field).asText())
                .toList();
    }

    private CommandOutput check() {
        return runner.run(List.of("sh", "check.sh"), checkout, host.variables(), "", Duration.ofMinutes(1));
    }
}
