package io.colony.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the command line says of a run. */
final class BenchOptions {
    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only these, by name or by the part before the first '-': see --list.")
    private @Nullable List<String> only;

    @Option(names = "--list", description = "Lists the benchmarks and ends.")
    private boolean list;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "How often limit, peer, ours, limit are read in turn. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "How long one reading measures. Default: ${DEFAULT-VALUE}.")
    private int seconds = 10;

    @Option(
            names = "--warm-up",
            defaultValue = "3",
            description = "Seconds of load before a reading. Default: ${DEFAULT-VALUE}.")
    private int warmUp = 3;

    @Option(
            names = "--smoke",
            description =
                    "One short round of everything, in less than a minute: only correctness and wide ratios count.")
    private boolean smoke;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the JSON lines there as well.")
    private @Nullable Path json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Writes the table there as well.")
    private @Nullable Path markdown;

    Optional<List<String>> only() {
        return Optional.ofNullable(only);
    }

    boolean list() {
        return list;
    }

    int rounds() {
        return rounds;
    }

    int seconds() {
        return seconds;
    }

    int warmUp() {
        return warmUp;
    }

    boolean smoke() {
        return smoke;
    }

    Optional<Path> json() {
        return Optional.ofNullable(json);
    }

    Optional<Path> markdown() {
        return Optional.ofNullable(markdown);
    }
}
