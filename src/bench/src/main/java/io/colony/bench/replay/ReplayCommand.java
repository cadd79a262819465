package io.colony.bench.replay;

import io.colony.bench.BenchException;
import io.colony.engine.database.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bin/bench replay}. */
@Command(
        name = "replay",
        description = {
            "Takes a repository that somebody else wrote, makes issues of its newest commits that have tests, and has the real"
                    + " engine work on all of them at once.",
            "A scripted agent does the real commits again, about a third of them wrongly at first. Then every merge is held"
                    + " against the real commit. The repository is only read, and its code runs: in the gate."
        },
        footer = {
            "",
            "Exit code: 0 nothing was merged wrongly, the ledger agrees, every issue is merged or waits with a reason; 1 else;"
                    + " 70 the run could not be carried out.",
            "Example: bin/bench replay --repository ~/src/sqlparse --issues 30 --workers 4 --seed 7 --gate 'python3 -m pytest -q'"
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    @Option(
            names = "--repository",
            required = true,
            paramLabel = "PATH",
            description = "A clone with its history; only read.")
    private Path repository = Path.of(".");

    @Option(
            names = "--from",
            defaultValue = "HEAD",
            paramLabel = "REVISION",
            description = "The newest commit to look at (default ${DEFAULT-VALUE}).")
    private String tip = "HEAD";

    @Option(names = "--issues", defaultValue = "30", description = "Commits to do again (default ${DEFAULT-VALUE}).")
    private int issues;

    @Option(names = "--workers", defaultValue = "4", description = "Tasks at once (default ${DEFAULT-VALUE}).")
    private int workers;

    @Option(names = "--seed", description = "What the mistakes are made of (default: a random one, which is said).")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--gate",
            paramLabel = "COMMAND",
            description = "The project's check, which must be quick and work offline (default: by the build file).")
    private Optional<String> gate = Optional.empty();

    @Option(
            names = "--gate-timeout",
            defaultValue = "300",
            paramLabel = "SECONDS",
            description = "Of one run of it (default ${DEFAULT-VALUE}).")
    private long gateTimeout;

    @Option(
            names = "--nobody",
            description = "Leaves what waits for a person; else a scripted one decides by the real commit.")
    private boolean nobody;

    @Option(
            names = "--cap",
            defaultValue = "60",
            paramLabel = "MINUTES",
            description = "How long the issues may take in all (default ${DEFAULT-VALUE}).")
    private long minutes;

    @Option(names = "--json", description = "One JSON object instead of text.")
    private boolean json;

    @Override
    public Integer call() {
        long chosen = seed.orElseGet(() -> (long) new Random().nextInt(1_000_000));
        Path directory = directory(chosen);
        System.err.println("replay: seed " + chosen + "; everything is kept in " + directory);
        ReplayReport report = new ReplayRun(
                        new ReplaySettings(
                                repository.toAbsolutePath().normalize(),
                                tip,
                                issues,
                                workers,
                                chosen,
                                gate.orElseGet(() -> DefaultGate.of(repository)),
                                Duration.ofSeconds(gateTimeout),
                                !nobody,
                                Duration.ofMinutes(minutes),
                                directory),
                        line -> System.err.println("replay: " + line))
                .run();
        System.out.println(json ? Json.text(report.json()) : report.text());
        return report.sound() ? 0 : 1;
    }

    private static Path directory(long seed) {
        try {
            return Files.createTempDirectory("colony-replay-" + seed + "-").toRealPath();
        } catch (IOException failure) {
            throw new BenchException("No directory for the replay could be made: " + failure.getMessage(), failure);
        }
    }
}
