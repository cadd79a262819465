package io.colony.runner.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong, given to the real program as a process: one sentence with the cure, the exit code, nothing half-made. */
class BadInputIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @BeforeEach
    void arrange() throws IOException {
        Files.writeString(directory.resolve("body.md"), "Please.\n");
    }

    @Test
    void unknownKeyInTheConfiguration() throws Exception {
        Files.writeString(directory.resolve("colony.yaml"), "htpp: {port: 1}\n");

        assertRefused(65, "colony.yaml:1: unknown key 'htpp'; did you mean 'http'?", "up");
    }

    @Test
    void storeThatIsNoPostgresOrDoesNotAnswer() throws Exception {
        assertRefused(65, "write jdbc:postgresql://HOST:PORT/DATABASE", "up", "--set", "store.url=jdbc:mysql://x/y");
        ColonyProcess none = assertSaid(
                69,
                "Check the URL, user and password, and that the server runs.",
                "up",
                "--port",
                "0",
                "--set",
                "store.url=jdbc:postgresql://127.0.0.1:1/none");
        assertThat(none.out()).isEmpty();
        assertThat(directory.resolve("work/postgres")).doesNotExist();
    }

    @Test
    void portThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertRefused(69, "End the program that has the port, or take another", "up", "--port", port);
        }
        assertRefused(65, "is no whole number from 0 to 65535", "up", "--port", "99999");
    }

    @Test
    void noGit() throws Exception {
        ColonyProcess refused = run(Map.of("PATH", directory.toString()), "tasks");

        assertSaid(refused, 69, "Install git 2.38 or newer");
        assertNothingMade();
    }

    @Test
    void workDirectoryBelowAFile() throws Exception {
        assertRefused(73, "Make it writable, or choose another: --work DIR", "tasks", "--work", "body.md/work");
    }

    @Test
    void corruptWorkflowFile() throws Exception {
        Path file = Files.writeString(directory.resolve("workflow.yaml"), "schema_version: 1\nworkflow: [\n");
        String setting = "workflow_file=" + file.getFileName();

        assertRefused(65, "workflow.yaml:3: this is not YAML", "up", "--port", "0", "--set", setting);
        Files.writeString(file, "schema_version: 1\nstates: {}\nworkflow: {}\nsurprise: 1\n");
        assertRefused(65, "workflow.yaml:4: unknown key 'surprise'", "up", "--port", "0", "--set", setting);
        assertRefused(65, "Name one that can", "tasks", "--set", "workflow_file=nowhere.yaml");
    }

    @Test
    void repositoryThatThereIsNothingToBuildOn() throws Exception {
        git("init", "--quiet", "--initial-branch=main", "empty");

        assertRefused(65, "is no directory", runOn("nowhere", "body.md"));
        assertRefused(65, "Commit something there, or name another branch with --base", runOn("empty", "body.md"));
        git("init", "--quiet", "--initial-branch=trunk", "other");
        git("-C", "other", "-c", "user.name=A", "-c", "user.email=a@x", "commit", "-q", "--allow-empty", "-m", "x");
        String[] mainOfOther = Stream.concat(Stream.of(runOn("other", "body.md")), Stream.of("--base", "main"))
                .toArray(String[]::new);
        assertRefused(65, "no branch 'main'", mainOfOther);
        assertRefused(65, "The issue's text nothing.md cannot be read", runOn("other", "nothing.md"));
    }

    @Test
    void issuesAndRepositoriesThatAreNotThere() throws Exception {
        assertRefused(2, "'rubbish' is no issue key: it should read owner/name#12", "issue", "show", "rubbish");
        assertRefused(2, "'rubbish' is no issue key: it should read owner/name#12", "why", "rubbish");
        try (TestDatabase database = TestDatabase.create()) {
            String store = "store.url=" + database.settings().url().replaceFirst("\\?.*", "");
            String user = "store.user=" + database.settings().user();
            assertSaid(1, "'colony issue list' names all", "issue", "show", "no/such#1", "--set", store, "--set", user);
            assertSaid(1, "'colony issue list' names all", "why", "no/such#1", "--set", store, "--set", user);
            assertSaid(1, "'colony run --repo PATH' takes one in", issueIn("no/such", store, user));
            assertThat(database.database()
                            .<Long>inTransaction(transaction -> transaction
                                    .handle()
                                    .createQuery("""
                                    select (select count(*) from issues) + (select count(*) from local_issues)
                                         + (select count(*) from repositories) + (select count(*) from workers)
                                    """)
                                    .mapTo(Long.class)
                                    .one()))
                    .isZero();
        }
    }

    private static String[] issueIn(String slug, String... settings) {
        return new String[] {
            "issue",
            "add",
            "--repo",
            slug,
            "--title",
            "T",
            "--body",
            "body.md",
            "--set",
            settings[0],
            "--set",
            settings[1]
        };
    }

    private static String[] runOn(String repository, String body) {
        return new String[] {"run", "--repo", repository, "--title", "T", "--body", body, "--agent", "a"};
    }

    private void assertRefused(int exitCode, String words, String... arguments) throws Exception {
        assertSaid(exitCode, words, arguments);
        assertNothingMade();
    }

    private ColonyProcess assertSaid(int exitCode, String words, String... arguments) throws Exception {
        ColonyProcess process = run(Map.of(), arguments);
        assertSaid(process, exitCode, words);
        return process;
    }

    private static void assertSaid(ColonyProcess process, int exitCode, String words) throws Exception {
        assertThat(process.exitCode(PATIENCE)).as(process.toString()).isEqualTo(exitCode);
        List<String> lines = process.err()
                .lines()
                .filter(line -> !line.startsWith("See 'colony "))
                .toList();
        assertThat(lines)
                .as(process.toString())
                .singleElement()
                .asString()
                .startsWith("colony: ")
                .contains(words);
        assertThat(process.out()).isEmpty();
    }

    private void assertNothingMade() {
        assertThat(directory.resolve("work")).doesNotExist();
        assertThat(Processes.withPostgres(directory)).isEmpty();
    }

    private ColonyProcess run(Map<String, String> variables, String... arguments) {
        return ColonyProcess.colonyWith(variables, directory, arguments);
    }

    private void git(String... arguments) throws Exception {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        assertThat(new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }
}
