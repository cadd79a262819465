package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.forge.Forge.PushOutcome;
import io.colony.engine.forge.Forge.RepositoryInfo;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.github.GitHubCredentials.Token;
import io.colony.engine.git.GitCommand;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.secret.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushesTest {
    private static final String SHA = "a".repeat(40);
    private static final String URL = "https://github.com/acme/app.git";

    private final Scripted github = new Scripted();
    private final List<List<String>> commands = new ArrayList<>();

    private PushOutcome push(String branch, String stderr) {
        Identity coder = new Identity(
                "coder", new Token(Secret.of(Scripted.TOKEN)), github.parts(), github, GitHubSettings.DEFAULT);
        Accounts accounts = new Accounts(coder, coder);
        GitCommand git = new GitCommand(
                (command, directory, environment, input, timeout) -> {
                    commands.add(command);
                    return new CommandOutput(stderr.isEmpty() ? 0 : 1, "", stderr, false);
                },
                Path.of("/nowhere"),
                Map.of());
        return new Pushes(
                        accounts, Scripted.API, new Pulls(accounts), git, slug -> new RepositoryInfo(slug, "main", URL))
                .push("acme/app", Path.of("/clone"), branch, Optional.empty(), SHA);
    }

    @Test
    void pushesTheCommitByComparisonAndWithoutTheToken() {
        github.then(404, "{}");

        assertThat(push("colony/1-x", "")).isEqualTo(new PushOutcome.Pushed(false));
        assertThat(commands.getFirst())
                .containsSubsequence(
                        "push", "--force-with-lease=refs/heads/colony/1-x:", "--", URL, SHA + ":refs/heads/colony/1-x")
                .noneMatch(word -> word.contains(Scripted.TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "a..b", "-x", "", "a b"})
    void runsNothingForABranchThatIsNotItsOwn(String branch) {
        assertThat(push(branch, "")).isInstanceOf(PushOutcome.Rejected.class);
        assertThat(commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fatal: unable to access '" + URL + "': Could not resolve host: github.com",
                "fatal: unable to access '" + URL + "': The requested URL returned error: 502",
                "error: RPC failed; HTTP 500 curl 22"
            })
    void triesAgainLaterWhereTheWayFailed(String stderr) {
        github.then(404, "{}").then(404, "{}");

        assertThatThrownBy(() -> push("colony/1-x", stderr))
                .isInstanceOfSatisfying(
                        ForgeException.class,
                        failure -> assertThat(failure.worthRetrying()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fatal: Authentication failed for '" + URL + "'",
                "fatal: could not read Username for 'https://github.com': terminal prompts disabled",
                "remote: Permission to acme/app.git denied to colony-coder.\n" + "fatal: unable to access '" + URL
                        + "': The requested URL returned error: 403"
            })
    void saysWhatTheCoderLacks(String stderr) {
        github.then(404, "{}").then(404, "{}");

        assertThatThrownBy(() -> push("colony/1-x", stderr))
                .isInstanceOfSatisfying(
                        ForgeException.class,
                        failure -> assertThat(failure.worthRetrying()).isFalse())
                .hasMessageContaining("Contents: write");
    }

    @Test
    void givesTheHostsWordsWhereItsRulesRefuse() {
        github.then(404, "{}").then(404, "{}");

        assertThat(push(
                        "colony/1-x",
                        "remote: error: GH013: Repository rule violations found for refs/heads/colony/1-x."))
                .isInstanceOfSatisfying(
                        PushOutcome.Rejected.class,
                        rejected -> assertThat(rejected.reason()).contains("GH013"));
    }

    @Test
    void aPushWhoseAnswerWasLostWasOne() {
        github.then(404, "{}").then(200, "{\"ref\":\"refs/heads/colony/1-x\",\"object\":{\"sha\":\"" + SHA + "\"}}");

        assertThat(push("colony/1-x", "fatal: the remote end hung up unexpectedly"))
                .isEqualTo(new PushOutcome.Pushed(true));
    }
}
