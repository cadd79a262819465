package io.colony.testkit.github;

import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.testkit.SettableClock;
import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A simulated GitHub with one repository, a maintainer, a reader and a stranger to it. */
@SuppressWarnings("NullAway.Init")
abstract class WithGitHub {
    static final String REPO = "/repos/acme/shop";

    @TempDir
    Path directory;

    final SettableClock clock = new SettableClock();
    GitHubSimulator github;
    Account ada;
    Account ron;
    SimulatedRepository shop;
    Client client;
    Client reader;

    @BeforeEach
    void startGitHub() {
        github = GitHubSimulator.start(directory.resolve("hub"), clock);
        ada = github.addAccount("ada");
        ron = github.addAccount("ron");
        shop = github.addRepository("acme/shop").permit(ada, Level.WRITE);
        client = new Client(github, github.token(ada));
        reader = new Client(github, github.token(ron));
    }

    @AfterEach
    void stopGitHub() {
        client.close();
        reader.close();
        github.close();
    }

    /** Opens a pull request with one new file, and answers its number. */
    long pull(String branch) {
        shop.push(ada, branch, "Add " + branch, Map.of(branch + ".txt", "text\n"));
        return shop.as(ada).openPull("Add " + branch, "", branch, "main");
    }

    /** Runs git as a person of that token would. */
    CommandOutput git(Path where, String... words) {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org"));
        command.addAll(List.of(words));
        Map<String, String> environment = Map.of(
                "PATH",
                Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"),
                "HOME",
                directory.toString(),
                "GIT_TERMINAL_PROMPT",
                "0");
        return new LocalCommandRunner().run(command, where, environment, "", Duration.ofSeconds(30));
    }

    /** Where the project's own files lie. */
    static Path projectRoot() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(each -> Files.exists(each.resolve("bin/github-descriptions")))
                .findFirst()
                .orElseThrow();
    }

    String withToken(String token) {
        return github.gitUrl("acme/shop").replace("http://", "http://x-access-token:" + token + "@");
    }
}
