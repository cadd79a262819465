package io.colony.bench.soak;

import io.colony.bench.BenchException;
import io.colony.engine.database.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/bench soak}. */
@Command(
        name = "soak",
        description = {
            "Lets two programs work for hours on a simulated GitHub, with agents that go wrong, people who read, and a kill a minute,"
                    + " and watches memory, threads, files, processes, disk and database of the one that is not killed."
        },
        footer = {
            "",
            "Exit code: 0 every curve held and nothing is wrong, 1 something is, 70 the run could not be carried out.",
            "Example: bin/bench soak --minutes 120 --workers 4"
        },
        mixinStandardHelpOptions = true)
public final class SoakCommand implements Callable<Integer> {
    @Option(
            names = "--minutes",
            defaultValue = "120",
            description = "How long issues are filed (default ${DEFAULT-VALUE}).")
    private long minutes;

    @Option(
            names = "--workers",
            defaultValue = "4",
            description = "In both programs together (default ${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--kill-every",
            defaultValue = "60",
            description = "Seconds between kills (default ${DEFAULT-VALUE}).")
    private long killEvery;

    @Option(
            names = "--sample-every",
            defaultValue = "30",
            description = "Seconds between looks (default ${DEFAULT-VALUE}).")
    private long sampleEvery;

    @Option(
            names = "--readers",
            defaultValue = "8",
            description = "People who look at pages (default ${DEFAULT-VALUE}).")
    private int readers;

    @Option(names = "--open", defaultValue = "8", description = "Issues under way at once (default ${DEFAULT-VALUE}).")
    private int open;

    @Option(names = "--json", description = "One JSON object instead of text.")
    private boolean json;

    @Override
    public Integer call() {
        SoakReport report = new SoakRun(
                        new SoakSettings(
                                Duration.ofMinutes(minutes),
                                workers,
                                Duration.ofSeconds(killEvery),
                                Duration.ofSeconds(sampleEvery),
                                readers,
                                open,
                                directory()),
                        SoakCommand::tell)
                .run();
        System.out.println(json ? Json.text(Json.of(report.json())) : report.text());
        return report.clean() ? 0 : 1;
    }

    private static void tell(Sample sample) {
        System.err.println(sample.row().entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining(" ")));
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("colony-soak-");
            System.err.println("soak: everything but the store is in " + directory);
            return directory;
        } catch (IOException failure) {
            throw new BenchException("No directory could be made: " + failure.getMessage(), failure);
        }
    }
}
