package io.jenkins.plugins.colony;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** This module adapts: what decides something belongs into the engine, and what another host could use into the web module. */
class ModuleSizeTest {
    private static final long MOST_LINES = 4_000;

    @Test
    void theModuleStaysAnAdapter() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            long lines = 0;
            for (Path source : sources) {
                lines += Files.readAllLines(source).size();
            }
            assertThat(sources).as("the sources are found").hasSizeGreaterThan(30);
            assertThat(lines).isLessThan(MOST_LINES);
        }
    }
}
