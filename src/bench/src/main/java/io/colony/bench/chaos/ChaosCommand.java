package io.colony.bench.chaos;

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

/** {@code bin/bench chaos}. */
@Command(
        name = "chaos",
        description = {
            "Kills, freezes, cuts off and misleads real processes on a real Postgres at random, lets all settle, and checks"
                    + " every invariant.",
            "The same seed gives the same plan; how the processes interleave under it differs from run to run."
        },
        footer = {
            "",
            "Exit code: 0 nothing is broken, 1 something is, 70 the run could not be carried out.",
            "Example: bin/bench chaos --issues 200 --workers 4 --kills 100 --seed 7"
        },
        mixinStandardHelpOptions = true)
public final class ChaosCommand implements Callable<Integer> {
    @Option(names = "--issues", defaultValue = "200", description = "Issues to let in (default ${DEFAULT-VALUE}).")
    private int issues;

    @Option(
            names = "--workers",
            defaultValue = "4",
            description = "Worker processes, of two tasks each (default ${DEFAULT-VALUE}).")
    private int workers;

    @Option(
            names = "--kills",
            defaultValue = "100",
            description = "Processes to kill; about as many other faults come with them (default ${DEFAULT-VALUE}).")
    private int kills;

    @Option(names = "--seed", description = "What the plan is made of (default: a random one, which is said).")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--lease-ms",
            defaultValue = "4000",
            description = "The lease of the colony under test (default ${DEFAULT-VALUE}).")
    private long lease;

    @Option(
            names = "--duration-cap",
            defaultValue = "15",
            description = "Inject faults for so many minutes at most (default ${DEFAULT-VALUE}).")
    private long minutes;

    @Option(
            names = "--settle-cap",
            defaultValue = "5",
            description = "Wait so many minutes at most for all to settle (default ${DEFAULT-VALUE}).")
    private long settleMinutes;

    @Option(names = "--json", description = "One JSON object instead of text.")
    private boolean json;

    @Option(
            names = "--skew-ms",
            defaultValue = "500",
            description = {
                "How far a process's clock may be from the database server's (default ${DEFAULT-VALUE}); 0 for none.",
                "Colony goes by the server's clock, so that only round trips and drift are left of a machine's own. With more than"
                        + " the lease, such as 180000, processes take each other's tasks away all the time: nothing may break, but"
                        + " little gets done."
            })
    private long skew;

    @Option(names = "--sabotage", hidden = true, defaultValue = "NONE", description = "${COMPLETION-CANDIDATES}")
    private Sabotage sabotage = Sabotage.NONE;

    @Override
    public Integer call() {
        long chosen = seed.orElseGet(() -> (long) new Random().nextInt(1_000_000));
        ChaosReport report = new ChaosRun(new ChaosSettings(
                        issues,
                        workers,
                        kills,
                        chosen,
                        lease,
                        Duration.ofMinutes(minutes),
                        Duration.ofMinutes(settleMinutes),
                        skew,
                        sabotage,
                        logs(chosen)))
                .run();
        System.out.println(json ? Json.text(Json.of(report)) : report.text());
        return report.clean() ? 0 : 1;
    }

    private static Path logs(long seed) {
        try {
            Path directory = Files.createTempDirectory("colony-chaos-" + seed + "-");
            System.err.println("chaos: seed " + seed + "; the processes' logs are in " + directory);
            return directory;
        } catch (IOException failure) {
            throw new BenchException("No directory for logs could be made: " + failure.getMessage(), failure);
        }
    }
}
