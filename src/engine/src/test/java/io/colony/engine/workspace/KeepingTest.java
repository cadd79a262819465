package io.colony.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeepingTest {
    private static final String CONTAINER_ROOT = "00000000a80425fb";

    @ParameterizedTest
    @ValueSource(strings = {"0000000000000000", CONTAINER_ROOT})
    void keepsWhereNobodyCanForgeAStamp(String capabilities, @TempDir Path directory) throws IOException {
        assertThat(Keeping.with(read(capabilities, directory)).total()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"000001ffffffffff", "0000000002000000", "0000000000200000", "0000000000020000"})
    void keepsNothingWhereTheClockOrTheDiskIsWithinReach(String capabilities, @TempDir Path directory)
            throws IOException {
        assertThat(Keeping.with(read(capabilities, directory))).isEqualTo(Keeping.NONE);
    }

    @Test
    void keepsNothingWhereThatCannotBeTold(@TempDir Path directory) throws IOException {
        assertThat(Keeping.with(Keeping.privileges(directory.resolve("none")))).isEqualTo(Keeping.NONE);
        assertThat(Keeping.with(read("nonsense", directory))).isEqualTo(Keeping.NONE);
    }

    private static Optional<Long> read(String capabilities, Path directory) throws IOException {
        Path status = Files.writeString(
                directory.resolve("status"), "Name:\tjava\nCapInh:\t0\nCapPrm:\t" + capabilities + "\nCapEff:\t0\n");
        return Keeping.privileges(status);
    }
}
