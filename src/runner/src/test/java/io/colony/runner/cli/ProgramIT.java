package io.colony.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.gate.GateDefinition;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.runner.GitCommand;
import io.colony.runner.ShutdownSignal;
import io.colony.runner.demo.Recipes;
import io.colony.runner.demo.SampleRepository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Command lines as a person types them, against an engine that answers from memory. */
class ProgramIT {
    /** So that no embedded server is started: the engine of these tests has no use for one. */
    private static final String STORE = "COLONY_STORE_URL";

    private final RecordedOperations operations = new RecordedOperations();
    private final Map<String, String> variables = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ShutdownSignal shutdown = new ShutdownSignal();
    private final LocalCommandRunner runner = new LocalCommandRunner();

    @TempDir
    Path directory;

    private Path repository;

    @BeforeEach
    void arrange() throws IOException {
        HostEnvironment host = HostEnvironment.ofThisProcess();
        variables.put("PATH", host.variables().getOrDefault("PATH", "/usr/bin:/bin"));
        variables.put(STORE, "jdbc:postgresql://127.0.0.1:1/none");
        repository = directory.resolve("tool");
        new SampleRepository(GitCommand.of(runner, variables)).create(repository);
        Files.writeString(directory.resolve("issue.md"), "It should say which.\n");
    }

    @Test
    void runFilesTheIssueShowsEachTransitionAndEndsWithTheTable() {
        int exitCode = colony(
                "run",
                "--repo",
                "tool",
                "--title",
                "Say which",
                "--body",
                "issue.md",
                "--agent",
                "my-agent 'a b'",
                "--check",
                "make test",
                "--check",
                "make lint");

        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(operations.filed).singleElement().satisfies(issue -> {
            assertThat(issue.slug()).isEqualTo("local/tool");
            assertThat(issue.body()).isEqualTo("It should say which.\n");
        });
        assertThat(operations.imports).singleElement().satisfies(each -> {
            assertThat(each.source()).isEqualTo(repository);
            assertThat(each.baseBranch()).isEqualTo("main");
            assertThat(each.gates()).extracting(GateDefinition::command).containsExactly("make test", "make lint");
        });
        assertThat(operations.agents).containsExactly("command-line [my-agent, a b]");
        assertThat(out.toString())
                .contains("10:11:12Z local/tool#1 new -> done (merged, worker:w1): all well\n")
                .contains("local/tool#1          3  $0.012345  0123456789  new\u2192done\n")
                .contains("analyze        1  planned    mine       2       1000          50  $0.002345\n")
                .contains("total                                   4       2000         100  $0.012345\n")
                .contains("1 of 1 merged");
        assertThat(operations.closed).isTrue();
    }

    @Test
    void runEndsWithOneWhereTheIssueIsNotMerged() {
        operations.merges = false;

        assertThat(runIssue("--agent", "a")).isEqualTo(1);
        assertThat(out.toString()).contains("local/tool#1: waits for a person's decision\n");
    }

    @Test
    void runWaitsForAStoreThatIsAwayAndSaysSoOnce() {
        operations.away = 3;

        assertThat(runIssue("--agent", "a")).as(err.toString()).isZero();
        assertThat(err.toString())
                .containsOnlyOnce("colony: The store is away.\n")
                .contains("answers again");
        assertThat(out.toString()).contains("1 of 1 merged");
    }

    @Test
    void jsonOfRunAndOfIssueShowHasTheRuns() throws IOException {
        assertThat(runIssue("--agent", "a", "--json")).as(err.toString()).isZero();
        JsonNode ran = new ObjectMapper().readTree(out.toString());
        out.getBuffer().setLength(0);
        assertThat(colony("issue", "show", "local/tool#1", "--json")).isZero();
        JsonNode shown = new ObjectMapper().readTree(out.toString());

        assertThat(ran.path("totals").path("cost_usd").asText()).isEqualTo("0.012345");
        JsonNode runs = ran.path("issues").path(0).path("runs");
        assertThat(runs).hasSize(2);
        assertThat(runs.path(1).path("cost_usd").asText()).isEqualTo("0.010000");
        assertThat(shown.path("runs")).isEqualTo(runs);
        assertThat(shown.path("transitions").path(0).path("to").asText()).isEqualTo("done");
    }

    @Test
    void runBringsTheMergedChangeIntoTheOriginalOnlyWhenAsked() throws IOException {
        GitCommand git = GitCommand.of(runner, variables);
        Path clone = directory.resolve("merged");
        git.run(directory, "clone", "--quiet", repository.toString(), clone.toString());
        Files.writeString(clone.resolve("new.txt"), "new\n");
        git.run(clone, "add", "new.txt");
        git.run(clone, "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "--quiet", "--message=new");
        operations.bare = clone;

        assertThat(runIssue("--agent", "a")).isZero();
        assertThat(repository.resolve("new.txt")).doesNotExist();
        assertThat(runIssue("--agent", "a", "--push")).as(err.toString()).isZero();

        assertThat(repository.resolve("new.txt")).exists();
        assertThat(git.run(repository, "status", "--porcelain")).isEmpty();
        assertThat(err.toString()).contains("main of " + repository + " is now at ");
    }

    @Test
    void demoFilesFiveIssuesAndPrintsTheDocumentedJson() throws IOException {
        int exitCode = colony("demo", "--exit", "--json");

        assertThat(exitCode).as(err.toString()).isZero();
        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertThat(document.path("issues")).hasSize(5);
        JsonNode first = document.path("issues").path(0);
        List<String> fields = new ArrayList<>();
        first.fieldNames().forEachRemaining(fields::add);
        assertThat(fields).containsExactly("key", "title", "state", "path", "attempts", "cost_usd", "merge_commit");
        assertThat(first.path("key").asText()).isEqualTo("demo/tally#1");
        assertThat(first.path("title").asText())
                .isEqualTo(Recipes.all().getFirst().title());
        assertThat(document.path("totals").path("merged").asInt()).isEqualTo(5);
        assertThat(document.path("totals").path("cost_usd").asText()).isEqualTo("0.061725");
        assertThat(err.toString()).contains("demo/tally#5 new -> done");
        assertThat(directory.resolve("work/demo/tally/check.sh")).exists();
        // The engine knows the demo's agent by itself, so that 'up' can go on with a demo that was broken off.
        assertThat(operations.agents).isEmpty();
    }

    @Test
    void demoTakesANewCopyOfTheRepositoryOnceTheFirstHasEnded() {
        assertThat(colony("demo", "--exit")).isZero();
        assertThat(colony("demo", "--exit")).isZero();

        assertThat(operations.imports).extracting(each -> each.slug()).containsExactly("demo/tally", "demo/tally-2");
        assertThat(operations.filed).hasSize(10);
    }

    @Test
    void upServesUntilItIsAskedToEnd() {
        shutdown.ask();

        assertThat(colony("up", "--port", "0")).as(err.toString()).isZero();
        assertThat(err.toString()).contains("colony: up at http://127.0.0.1:").contains("2 workers");
        assertThat(operations.closed).isTrue();
    }

    @Test
    void queriesPrintTables() {
        assertThat(colony("issue", "add", "--repo", "a/b", "--title", "T", "--body", "issue.md"))
                .isZero();
        assertThat(colony("issue", "list")).isZero();
        assertThat(colony("issue", "show", "a/b#1")).isZero();
        assertThat(colony("why", "a/b#1")).isZero();
        assertThat(colony("tasks")).isZero();
        assertThat(colony("workers")).isZero();

        assertThat(out.toString())
                .contains("a/b#1\n")
                .contains("total                                   4       2000         100  $0.012345\n")
                .contains("waits    waits for a person's decision")
                .contains("It waits.\n- since noon\n")
                .contains("7     a/b#1  develop  claimed  2        w1      1970-01-01T00:00:00Z")
                .contains("w1      busy   a/b#1  1970-01-01T00:00:00Z")
                .contains("colony-1/sentinel (3) leads the Sentinel since 2026-01-05T12:00:00Z.");
    }

    @Test
    void aBreakerIsResetAndProtectionAcceptedWithAReasonOnly() {
        assertThat(colony("breakers", "reset", "back-end", "claude", "--reason", "The quota was raised."))
                .isZero();
        assertThat(colony("sentinel", "accept", "a/b", "--reason", "Retired.")).isZero();
        assertThat(colony("breakers", "reset", "back-end", "claude", "--reason", " "))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("reset back-end claude: The quota was raised.\n")
                .contains("accepted a/b: Retired.\n");

        assertRefused(2, "Missing required option: '--reason=TEXT'", "breakers", "reset", "back-end", "claude");
        assertRefused(
                2,
                "There is no scope 'backend' of breakers. Name one of issue-stage, repository, back-end.",
                "breakers",
                "reset",
                "backend",
                "claude",
                "--reason",
                "x");
    }

    @Test
    void checkNamesWhatIsMissingAndEverySettingWithItsSource() throws IOException {
        Files.writeString(directory.resolve("colony.yaml"), "agents: {mine: {command: nowhere}}\n");

        assertThat(colony("check", "--json", "--port-is-no-option")).isEqualTo(2);
        assertThat(colony("check", "--json")).isEqualTo(69);

        JsonNode document = new ObjectMapper().readTree(out.toString());
        Map<String, Boolean> found = new HashMap<>();
        document.path("findings")
                .forEach(each ->
                        found.put(each.path("name").asText(), each.path("ok").asBoolean()));
        assertThat(found)
                .containsEntry("git", true)
                .containsEntry("containment", true)
                .containsEntry("postgres", false)
                .containsEntry("agent mine", false);
        assertThat(document.path("settings").toString())
                .contains("\"name\":\"store.url\"")
                .contains("environment COLONY_STORE_URL");
    }

    @Test
    void checkOfTheRuntimeSaysWhichProgramsThereAreInWhichVersion() throws IOException {
        Files.writeString(
                directory.resolve("colony.yaml"), "agents: {one: {type: codex, model: m}, two: {type: claude-code}}\n");

        assertThat(colony("check", "--stage", "runtime", "--json")).isZero();

        JsonNode agents = new ObjectMapper().readTree(out.toString()).path("agents");
        assertThat(agents).hasSize(2);
        assertThat(agents.get(0).toString())
                .isEqualTo("{\"name\":\"one\",\"type\":\"codex\",\"ok\":true,\"program\":\"/usr/bin/codex\","
                        + "\"version\":\"1.2.3\",\"tried\":false,\"model\":\"m\",\"usage\":\"at-end\","
                        + "\"detail\":\"version 1.2.3, /usr/bin/codex\"}");
        assertThat(agents.get(1).path("usage").asText()).isEqualTo("live");
    }

    @Test
    void checkOfTheGatesFailsWhereOneSeesNothing() {
        assertThat(colony("check", "--stage", "gates")).isEqualTo(1);

        assertThat(out.toString())
                .containsPattern("a command that is not there +FAILED +expected could-not-run, seen pass");
    }

    @Test
    void refusesAnUnknownSetting() throws IOException {
        Files.writeString(directory.resolve("colony.yaml"), "htpp: {port: 1}\n");

        assertRefused(65, "colony.yaml:1: unknown key 'htpp'; did you mean 'http'?", "tasks");
        assertThat(directory.resolve("work")).doesNotExist();
    }

    @Test
    void refusesAVariableThatMustReachNoAgent() throws IOException {
        Files.writeString(
                directory.resolve("colony.yaml"), "agents: {mine: {command: a, environment: [GITHUB_TOKEN]}}\n");

        assertRefused(65, "colony.yaml:1: The variable 'GITHUB_TOKEN' must not reach an agent program", "check");
    }

    @Test
    void refusesAWrongJdbcUrl() {
        assertRefused(65, "is not a Postgres JDBC URL", "tasks", "--set", "store.url=postgres://here");
    }

    @Test
    void refusesATakenPortBeforeAnythingIsMade() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertRefused(69, "Nothing can listen on 127.0.0.1 port " + port, "up", "--port", port);
            assertRefused(69, "take another: --port 8421", "demo", "--port", port);
        }
        assertThat(directory.resolve("work")).doesNotExist();
    }

    @Test
    void refusesAMissingGit() {
        variables.put("PATH", directory.toString());

        assertRefused(69, "There is no git that can be run. Install git 2.38 or newer", "tasks");
    }

    @Test
    void refusesAGitThatIsTooOld() throws IOException {
        Path git = Files.writeString(directory.resolve("git"), "#!/bin/sh\necho git version 2.30.2\n");
        assertThat(git.toFile().setExecutable(true)).isTrue();
        variables.put("PATH", directory + ":/usr/bin:/bin");

        assertRefused(69, "git 2.30.2 is too old. Install git 2.38 or newer", "tasks");
    }

    @Test
    void refusesAWorkDirectoryThatCannotBeMade() {
        assertRefused(73, "cannot be made or written", "tasks", "--work", "issue.md/work");
    }

    @Test
    void refusesRepositoriesThatThereIsNothingToBuildOn() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertRefused(65, "is no git repository", runOn("empty", "issue.md"));
        GitCommand.of(runner, variables).run(empty, "init", "--quiet", "--initial-branch=main");
        assertRefused(65, "has no branch 'main' with a commit to build on", runOn("empty", "issue.md"));
        assertRefused(65, "is no directory", runOn("nowhere", "issue.md"));
        assertThat(operations.imports).isEmpty();
        assertThat(directory.resolve("work")).doesNotExist();
    }

    @Test
    void refusesAMissingTextAndAMissingAgent() {
        assertRefused(65, "The issue's text other.md cannot be read", runOn("tool", "other.md"));
        assertRefused(
                65,
                "No agent is configured. Give --agent",
                "run",
                "--repo",
                "tool",
                "--title",
                "T",
                "--body",
                "issue.md");
    }

    @Test
    void refusesAWrongCommandLine() {
        assertRefused(2, "which command?");
        assertRefused(2, "Missing required option", "run", "--title", "T");
        assertRefused(1, "There is no issue 'a/b#9'", "issue", "show", "a/b#9");
        assertRefused(2, "'nokey' is no issue key", "issue", "pause", "nokey");
        assertRefused(2, "'nokey' is no issue key", "audit", "export", "--issue", "nokey");
        assertRefused(2, "'nokey' is no issue key", "workflow", "migrate", "--to", "ours@2", "--issue", "nokey");
        assertRefused(2, "'Bad' is no state name", "workflow", "migrate", "--to", "ours@2", "--all", "--map", "Bad=x");
    }

    @Test
    void callsAFaultOfItsOwnByThatName() {
        operations.broken = true;

        assertRefused(70, "a fault of Colony itself", "tasks");
        assertThat(err.toString()).doesNotContain("\tat ");
        assertThat(colony("tasks", "--debug")).isEqualTo(70);
        assertThat(err.toString()).contains("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "demo",
                "up",
                "issue add",
                "issue list",
                "issue show",
                "why",
                "check",
                "tasks",
                "workers",
                "retrospectives",
                "notices",
                "breakers",
                "breakers reset",
                "sentinel",
                "sentinel accept",
                "postgres",
                "version"
            })
    void everyCommandHasHelpWithAnExample(String command) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.add("--help");

        assertThat(colony(words.toArray(String[]::new))).isZero();
        assertThat(out.toString())
                .startsWith("Usage: colony " + command)
                .containsPattern("Examples?:\\R  colony " + command);
    }

    private void assertRefused(int exitCode, String words, String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(colony(arguments)).as(err.toString()).isEqualTo(exitCode);
        assertThat(err.toString()).startsWith("colony: ").contains(words);
        assertThat(err.toString().lines().filter(line -> !line.startsWith("See '")))
                .hasSize(1);
    }

    private static String[] runOn(String repository, String body) {
        return new String[] {"run", "--repo", repository, "--title", "T", "--body", body, "--agent", "a"};
    }

    private int runIssue(String... more) {
        List<String> all = new ArrayList<>(List.of("run", "--repo", "tool", "--title", "T", "--body", "issue.md"));
        all.addAll(List.of(more));
        return colony(all.toArray(String[]::new));
    }

    private int colony(String... arguments) {
        HostEnvironment here = HostEnvironment.ofThisProcess();
        HostEnvironment host = new HostEnvironment(
                Map.copyOf(variables),
                directory,
                here.javaHome(),
                here.javaVersion(),
                here.classPath(),
                here.operatingSystem(),
                here.architecture(),
                here.user(),
                Optional.empty());
        return new Program(host, runner, operations, shutdown, new PrintWriter(out), new PrintWriter(err, true))
                .run(arguments);
    }
}
