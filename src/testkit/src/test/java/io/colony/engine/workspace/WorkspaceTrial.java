package io.colony.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.git.GitCommand;
import io.colony.engine.git.LocalTrustedClones;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.workspace.Workspaces.AgentWorkspace;
import io.colony.engine.workspace.Workspaces.ExportedCommits;
import io.colony.engine.workspace.Workspaces.Request;
import io.colony.testkit.GitFixture;
import io.colony.testkit.PlainCommandRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A code host with a small repository, and workspaces fed from it. */
abstract class WorkspaceTrial {
    static final long LIMIT = 1 << 20;

    @TempDir
    Path temp;

    GitFixture host;
    GitCommand git;
    LocalWorkspaces workspaces;
    String base;

    @BeforeEach
    void open() throws IOException {
        host = GitFixture.create(temp.resolve("host.git"));
        git = new GitCommand(new PlainCommandRunner(), Files.createDirectory(temp.resolve("home")), Map.of());
        workspaces = new LocalWorkspaces(temp.resolve("root"), git, () -> Instant.parse("2026-02-03T04:05:06Z"));
        base = host.change("main")
                .write("a.txt", "one\n")
                .write("dir/b.txt", "two\n")
                .write(".gitignore", "*.log\n")
                .write("CLAUDE.md", "be good\n")
                .executable("run.sh", "#!/bin/sh\n")
                .link("link", "a.txt")
                .commit("base");
    }

    @AfterEach
    void close() {
        host.close();
    }

    Request request(String name, String start) {
        return new Request("acme/app", host.url(), name, start, base);
    }

    AgentWorkspace agent(String start) {
        return workspaces.createForAgent(request("issue-1-run-1", start));
    }

    /** What an agent does with git: with its own configuration, in its own environment. */
    static String asAgent(AgentWorkspace workspace, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Map<String, String> environment =
                Map.of("PATH", "/usr/bin:/bin", "HOME", workspace.home().toString());
        CommandOutput output =
                new PlainCommandRunner().run(command, workspace.directory(), environment, "", Duration.ofMinutes(1));
        assertThat(output.exitCode()).as(output.stderr()).isZero();
        return output.stdout();
    }

    TrustedClone trusted() {
        return new LocalTrustedClones(temp.resolve("root"), git).with("acme/app", host.url(), clone -> clone);
    }

    String imported(Optional<ExportedCommits> exported, String start) {
        return trusted().importBundle(exported.orElseThrow().bundle(), start, LIMIT);
    }

    Optional<String> text(String sha, String path) {
        return trusted().file(sha, path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
