package io.colony.engine.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.process.CommandRunner;
import io.colony.engine.process.CommandRunner.CommandOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchTest {
    private static final String URL = "https://github.com/acme/shop.git";
    private static final CommandOutput FINE = new CommandOutput(0, "", "", false);

    private final List<CommandOutput> answers = new ArrayList<>();
    private final List<List<String>> commands = new ArrayList<>();
    private final CommandRunner runner = (command, directory, environment, input, timeout) -> {
        commands.add(command);
        return answers.isEmpty() ? FINE : answers.removeFirst();
    };
    private final GitCommand git = new GitCommand(runner, Path.of("/home"), Map.of());

    private static CommandOutput failed(String stderr) {
        return new CommandOutput(128, "", stderr, false);
    }

    private void fetch(String url) {
        Fetch.run(git, Path.of("/clone"), url, "+refs/heads/*:refs/remotes/origin/*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fatal: unable to access '" + URL + "': The requested URL returned error: 503",
                "error: RPC failed; HTTP 502 curl 22\nfatal: expected flush after ref listing",
                "fatal: unable to access '" + URL + "': Could not resolve host: github.com",
                "fetch-pack: unexpected disconnect while reading sideband packet\nfatal: early EOF"
            })
    void whatFailsOnTheWayIsTriedTwiceMore(String stderr) {
        answers.addAll(List.of(failed(stderr), failed(stderr)));

        assertThatCode(() -> fetch(URL)).doesNotThrowAnyException();
        assertThat(commands).hasSize(3);
        assertThat(commands.get(2)).isEqualTo(commands.getFirst());
    }

    @Test
    void whatGoesOnFailingIsSaid() {
        String stderr = "fatal: unable to access '" + URL + "': The requested URL returned error: 503";
        answers.addAll(List.of(failed(stderr), failed(stderr), failed(stderr)));

        assertThatThrownBy(() -> fetch(URL)).isInstanceOf(GitException.class).hasMessageContaining("error: 503");
        assertThat(commands).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fatal: unable to access '" + URL + "': The requested URL returned error: 403",
                "fatal: couldn't find remote ref refs/heads/gone",
                "fatal: bad object HEAD"
            })
    void whatWouldFailAgainIsNotTriedAgain(String stderr) {
        answers.add(failed(stderr));

        assertThatThrownBy(() -> fetch(URL)).isInstanceOf(GitException.class);
        assertThat(commands).hasSize(1);
    }

    @Test
    void aRepositoryOfThisMachineIsAskedOnce() {
        answers.add(failed("fatal: the remote end hung up unexpectedly"));

        assertThatThrownBy(() -> fetch("file:///repositories/shop.git")).isInstanceOf(GitException.class);
        assertThat(commands).hasSize(1);
    }
}
