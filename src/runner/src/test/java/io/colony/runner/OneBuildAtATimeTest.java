package io.colony.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/colony} and {@code bin/bench} do when two are started in a checkout that is not built yet. */
class OneBuildAtATimeTest {
    private static final Path SHARED =
            Path.of("../../bin/build.sh").toAbsolutePath().normalize();

    /** Its build goes on until it is told to end, by a pipe that is opened. */
    private static final String PROGRAM = """
            root=$1
            . "$2"
            stale() { [ ! -e "$root/built" ]; }
            build() {
              echo once >>"$root/builds"
              echo building
              read -r go <"$root/go"
              : >"$root/built"
            }
            colony_build_when_stale program
            echo started
            """;

    @TempDir
    Path root;

    @Test
    void theSecondWaitsForTheFirstAndBuildsNothing() throws Exception {
        assumeThat(Path.of("/usr/bin/flock")).exists();
        Files.createDirectory(root.resolve("bin"));
        assertThat(new ProcessBuilder("mkfifo", root.resolve("go").toString())
                        .start()
                        .waitFor())
                .isZero();
        Process first = start();
        try (BufferedReader said = first.inputReader()) {
            assertThat(said.readLine()).isEqualTo("building");
            Process second = start();
            try (BufferedReader waits = second.errorReader()) {
                assertThat(waits.readLine())
                        .isEqualTo("program: another build of this checkout is under way; waiting for it ...");

                Files.writeString(root.resolve("go"), "go\n");

                assertThat(said.readLine()).isEqualTo("started");
                assertThat(second.inputReader().readLine()).isEqualTo("started");
                assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
            } finally {
                second.destroyForcibly();
            }
        } finally {
            first.destroyForcibly();
        }
        assertThat(root.resolve("builds")).hasContent("once\n");
    }

    private Process start() throws IOException {
        return new ProcessBuilder("sh", "-euc", PROGRAM, "sh", root.toString(), SHARED.toString()).start();
    }
}
