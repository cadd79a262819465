package io.colony.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.git.GitCommand;
import io.colony.engine.git.LocalTrustedClones;
import io.colony.engine.git.RemoteAccess;
import io.colony.engine.process.CommandRunner;
import io.colony.engine.workspace.Workspaces.AgentWorkspace;
import io.colony.engine.workspace.Workspaces.Request;
import io.colony.testkit.GitFixture;
import io.colony.testkit.PlainCommandRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The credential that git fetches with is given to the call that fetches, and found nowhere else. */
class RemoteAccessIT {
    private static final String TOKEN = "ghp_planted_where_it_must_not_stay";
    private static final RemoteAccess ACCESS = url -> Map.of(
            "GIT_CONFIG_COUNT", "1",
            "GIT_CONFIG_KEY_0", "http.https://github.com/.extraHeader",
            "GIT_CONFIG_VALUE_0", "Authorization: Basic " + TOKEN);

    @TempDir
    private Path temp;

    private record Ran(List<String> command, Map<String, String> environment) {
        boolean knowsTheToken() {
            return environment.values().stream().anyMatch(value -> value.contains(TOKEN));
        }
    }

    private final List<Ran> all = new ArrayList<>();

    @Test
    void onlyTheCallThatFetchesKnowsIt() throws IOException {
        AgentWorkspace workspace = work();

        assertThat(all)
                .filteredOn(Ran::knowsTheToken)
                .hasSize(2)
                .allSatisfy(ran -> assertThat(ran.command()).contains("fetch"));
        assertThat(all)
                .allSatisfy(ran -> assertThat(String.join(" ", ran.command())).doesNotContain(TOKEN));
        assertThat(workspace.directory()).exists();
    }

    @Test
    void noFileOfAWorkspaceAMirrorOrATrustedCloneHoldsIt() throws IOException {
        work();

        try (Stream<Path> files = Files.walk(temp)) {
            List<Path> regular = files.filter(Files::isRegularFile).toList();
            assertThat(regular).hasSizeGreaterThan(10);
            for (Path file : regular) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(TOKEN)
                        .doesNotContain("extraHeader");
            }
        }
    }

    /** A trusted clone and an agent's workspace, both of which fetch. */
    private AgentWorkspace work() throws IOException {
        CommandRunner commands = (command, directory, environment, input, timeout) -> {
            all.add(new Ran(command, environment));
            return new PlainCommandRunner().run(command, directory, environment, input, timeout);
        };
        try (GitFixture host = GitFixture.create(temp.resolve("host.git"))) {
            String base = host.commit("main", "base", Map.of("a.txt", "one\n"));
            GitCommand git = new GitCommand(commands, Files.createDirectory(temp.resolve("home")), Map.of(), ACCESS);
            assertThat(new LocalTrustedClones(temp.resolve("root"), git)
                            .<Boolean>with("acme/app", host.url(), clone -> clone.contains(base)))
                    .isTrue();
            return new LocalWorkspaces(temp.resolve("root"), git, () -> Instant.parse("2026-02-03T04:05:06Z"))
                    .createForAgent(new Request("acme/app", host.url(), "issue-1-run-1", base, base));
        }
    }
}
