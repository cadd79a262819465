package io.colony.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.config.HostEnvironment;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.runner.GitCommand;
import io.colony.runner.ShutdownSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands called in a checkout of somebody else's, and what others on the machine see of one's own. */
class CheckoutOfOthersIT {
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
        variables.put("PATH", HostEnvironment.ofThisProcess().variables().getOrDefault("PATH", "/usr/bin:/bin"));
        variables.put(STORE, "jdbc:postgresql://127.0.0.1:1/none");
        repository = Files.createDirectory(directory.toRealPath().resolve("tool"));
        GitCommand.of(runner, variables).run(repository, "init", "--quiet");
    }

    @Test
    void settingsThatGitTracksAreTakenOnlyWhereTheyAreNamed() throws IOException {
        Files.writeString(repository.resolve("colony.yaml"), "agents: {mine: {command: touch ran}}\n");
        assertThat(colonyIn(repository, "tasks"))
                .as("a file of one's own: " + err)
                .isZero();

        GitCommand.of(runner, variables).run(repository, "add", "colony.yaml");

        assertThat(colonyIn(repository, "check")).isEqualTo(65);
        assertThat(err.toString())
                .contains("colony.yaml is tracked by git in " + repository)
                .contains("name it: --config colony.yaml, or COLONY_CONFIG=");
        assertThat(colonyIn(repository, "tasks", "--config", "colony.yaml")).isZero();
        variables.put("COLONY_CONFIG", repository.resolve("colony.yaml").toString());
        assertThat(colonyIn(repository, "tasks")).isZero();
    }

    @Test
    void nothingIsStartedInAWorkDirectoryThatGitTracks() throws IOException {
        variables.remove(STORE);
        Path programs = Files.createDirectories(repository.resolve("work/postgres/server-0/bin"));
        Files.writeString(programs.resolve("initdb"), "#!/bin/sh\n");
        GitCommand.of(runner, variables).run(repository, "add", "work");

        for (String[] command : List.of(
                new String[] {"tasks"},
                new String[] {"postgres"},
                new String[] {"postgres", "--stop"},
                new String[] {"backup", "x"},
                new String[] {"tasks", "--work", "work"})) {
            assertThat(colonyIn(repository, command))
                    .as(String.join(" ", command))
                    .isEqualTo(73);
            assertThat(err.toString()).contains("git tracks ").contains("Choose another work directory: --work DIR.");
        }
        assertThat(colonyIn(repository, "check")).isEqualTo(69);
        assertThat(out.toString()).contains("git tracks ").doesNotContain("postgres        ok");
        assertThat(repository.resolve("work/postgres/data")).doesNotExist();
        assertThat(repository.resolve("work/log")).doesNotExist();
    }

    @Test
    void theWorkDirectoryIsItsOwnersAlone() throws IOException {
        assertThat(colonyIn(directory, "tasks")).isZero();
        Path work = directory.resolve("work");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(work)))
                .isEqualTo("rwx------");
        shutdown.ask();
        assertThat(colonyIn(directory, "up", "--port", "0")).isZero();
        assertThat(err.toString()).doesNotContain("other users");

        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(colonyIn(directory, "up", "--port", "0")).isZero();
        assertThat(err.toString()).containsOnlyOnce("other users of this machine may look into " + work);
    }

    private int colonyIn(Path here, String... arguments) {
        HostEnvironment process = HostEnvironment.ofThisProcess();
        HostEnvironment host = new HostEnvironment(
                Map.copyOf(variables),
                here,
                process.javaHome(),
                process.javaVersion(),
                process.classPath(),
                process.operatingSystem(),
                process.architecture(),
                process.user(),
                Optional.empty());
        return new Program(host, runner, operations, shutdown, new PrintWriter(out), new PrintWriter(err, true))
                .run(arguments);
    }
}
