package io.colony.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.process.CommandRunner.Beginning;
import io.colony.engine.process.CommandRunner.CommandOutput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCommandRunnerIT {
    private static final Duration ENOUGH = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void answersWithOutputErrorsAndExitCode() {
        CommandOutput output = shell("cat; echo trouble >&2; exit 3", "in\n\u00e4", ENOUGH);

        assertThat(output).isEqualTo(new CommandOutput(3, "in\n\u00e4", "trouble\n", false));
    }

    @Test
    void drainsBothStreamsAtOnce() {
        CommandOutput output =
                shell("head -c 3000000 /dev/zero | tr '\\0' e >&2; head -c 3000000 /dev/zero | tr '\\0' o", "", ENOUGH);

        assertThat(output.exitCode()).isZero();
        assertThat(output.stdout()).hasSize(3000000);
        assertThat(output.stderr()).hasSize(3000000);
    }

    @Test
    void killsTheTreeAtTheTimeout() {
        String name = "55." + ProcessHandle.current().pid();

        String script = "echo begun; sleep " + name + " & sleep " + name;

        Duration timeout = Duration.ofMillis(500);
        CommandOutput output = shell(script, "", timeout);
        // A timeout before the command has begun proves nothing: again with twice the time.
        while (output.stdout().isEmpty() && timeout.compareTo(ENOUGH) < 0) {
            timeout = timeout.multipliedBy(2);
            output = shell(script, "", timeout);
        }

        assertThat(output.timedOut()).isTrue();
        assertThat(output.exitCode()).isEqualTo(-1);
        assertThat(output.stdout()).isEqualTo("begun\n");
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse("")))
                .noneMatch(line -> line.endsWith("sleep " + name));
    }

    @Test
    void doesNotWaitForAPipeThatABackgroundProcessInherited() {
        CommandOutput output = shell("sleep 3 & echo answer", "", ENOUGH);

        assertThat(output).isEqualTo(new CommandOutput(0, "answer\n", "", false));
    }

    @Test
    void killsACommandThatPrintsWithoutEnd() {
        CommandOutput output = new LocalCommandRunner(1 << 20)
                .run(List.of("yes"), directory, Map.of("PATH", "/usr/bin:/bin"), "", ENOUGH);

        assertThat(output.exitCode()).isEqualTo(-1);
        assertThat(output.stdout().length()).isLessThanOrEqualTo(1 << 20);
        assertThat(output.stderr()).contains("more than 1048576 bytes");
    }

    @Test
    void keepsTheFirstOfWhatIsPrintedAndEndsTheRest() {
        LocalCommandRunner runner = new LocalCommandRunner();
        Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin");

        Beginning endless = runner.begin(List.of("yes"), directory, environment, 1_001, ENOUGH);
        Beginning whole = runner.begin(List.of("echo", "x"), directory, environment, 2, ENOUGH);
        Beginning failed = runner.begin(List.of("sh", "-c", "echo x; exit 3"), directory, environment, 2, ENOUGH);

        assertThat(endless.cut()).isTrue();
        assertThat(endless.output().stdout()).isEqualTo("y\n".repeat(500) + "y");
        assertThat(whole).isEqualTo(new Beginning(new CommandOutput(0, "x\n", "", false), false));
        assertThat(failed).isEqualTo(new Beginning(new CommandOutput(3, "x\n", "", false), false));
    }

    @Test
    void toleratesACommandThatDoesNotReadItsInput() {
        assertThat(shell("exit 0", "x".repeat(1 << 20), ENOUGH).exitCode()).isZero();
    }

    @Test
    void namesAMissingProgramAndAMissingDirectory() {
        LocalCommandRunner runner = new LocalCommandRunner();

        assertThat(runner.run(List.of("no-such-git"), directory, Map.of(), "", ENOUGH))
                .satisfies(output -> assertThat(output.exitCode()).isEqualTo(-1))
                .satisfies(output -> assertThat(output.stderr()).contains("'no-such-git'"));
        assertThat(runner.run(List.of("sh"), directory.resolve("gone"), Map.of(), "", ENOUGH)
                        .stderr())
                .contains("gone");
    }

    @Test
    void inheritsNothing() {
        CommandOutput output = new LocalCommandRunner().run(List.of("env"), directory, Map.of("A", "b"), "", ENOUGH);

        assertThat(output.stdout()).isEqualTo("A=b\n");
    }

    private CommandOutput shell(String script, String input, Duration timeout) {
        return new LocalCommandRunner()
                .run(List.of("sh", "-c", script), directory, Map.of("PATH", "/usr/bin:/bin"), input, timeout);
    }
}
