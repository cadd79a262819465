package io.jenkins.plugins.colony.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.GateDefinition;
import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.git.RebaseResult;
import io.colony.engine.git.RemoteAccess;
import io.colony.engine.process.StopSignal;
import io.colony.engine.remote.RemoteHands;
import io.colony.engine.remote.SessionDirectory;
import io.colony.engine.remote.SessionSetup;
import io.colony.engine.stage.Hands;
import io.colony.engine.workspace.Workspaces;
import io.colony.testkit.GitFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session on nothing but the jars that are copied to agents, as an agent runs it. */
class AgentLibrariesIT {
    @TempDir
    Path directory;

    @Test
    void aSessionNeedsNoOtherJars() throws IOException {
        Path libraries = Files.createDirectories(directory.resolve("lib"));
        int number = 0;
        for (Path jar : AgentLibraries.ofThisController().jars()) {
            Files.copy(jar, libraries.resolve(number++ + "-" + jar.getFileName()));
        }
        try (GitFixture host = GitFixture.create(directory.resolve("host.git"));
                RemoteHands remote = remote(libraries)) {
            String sha =
                    host.commit("main", "start", Map.of("check.sh", "grep -q hello note.txt\n", "note.txt", "hello\n"));
            Hands hands =
                    remote.hands(Set.of(), UnaryOperator.identity(), RemoteAccess.NONE, (forge, commands) -> forge);

            String seen = hands.trustedClones()
                    .with(
                            "acme/shop",
                            host.url(),
                            clone -> clone.tip("main").orElseThrow() + clone.rebase(sha, sha, sha));
            assertThat(seen).isEqualTo(sha + new RebaseResult.UpToDate(sha));
            Workspaces.Request request = new Workspaces.Request("acme/shop", host.url(), "gates", sha, sha);
            assertThat(hands.gateRunner()
                            .run(
                                    List.of(new GateDefinition("check", "sh check.sh", Duration.ofMinutes(1))),
                                    hands.workspaces().forGates(request),
                                    new StopSignal()))
                    .allSatisfy(result -> assertThat(result.verdict()).isEqualTo(Verdict.PASS));
        }
    }

    private RemoteHands remote(Path libraries) {
        SessionSetup setup =
                new SessionSetup(directory.resolve("work").toString(), List.of(), Map.of(), Duration.ofMinutes(1));
        return new RemoteHands(
                new RemoteHands.Place("here", session(libraries, "working"), setup),
                new RemoteHands.Place("here", session(libraries, "trusted"), setup),
                new StopSignal());
    }

    private SessionDirectory session(Path libraries, String name) {
        return new SessionPlace(directory.resolve("sessions/" + name).toString(), libraries.toString()).there();
    }
}
