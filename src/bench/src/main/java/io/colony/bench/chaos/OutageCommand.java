package io.colony.bench.chaos;

import io.colony.bench.BenchException;
import io.colony.engine.database.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bin/bench outage}. */
@Command(
        name = "outage",
        description = {
            "Takes the store away from a working colony for a while: work stops, pages and commands say so in plain words,"
                    + " and it goes on by itself with nothing lost and nothing done twice."
        },
        footer = {
            "",
            "Exit code: 0 all of that holds, 1 something does not.",
            "Example: bin/bench outage --kind postgres-stop --seconds 60"
        },
        mixinStandardHelpOptions = true)
public final class OutageCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--kind",
            defaultValue = "all",
            description = "pool, postgres-stop, disk-full (root only), cut-in-commit, all (default).")
    private String kind = "all";

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "How long it lasts at least (default ${DEFAULT-VALUE}).")
    private long seconds;

    @Option(names = "--issues", defaultValue = "30", description = "Issues under way (default ${DEFAULT-VALUE}).")
    private int issues;

    @Option(
            names = "--colony",
            defaultValue = "bin/colony",
            description = "The program whose pages and commands are asked (default ${DEFAULT-VALUE}).")
    private Path colony = Path.of("bin/colony");

    @Option(names = "--json", description = "One JSON object a line instead of text.")
    private boolean json;

    @Override
    public Integer call() {
        List<OutageKind> kinds = Arrays.stream(OutageKind.values())
                .filter(each -> kind.equals("all") || each.slug().equals(kind))
                .toList();
        if (kinds.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no drill is called '" + kind + "'");
        }
        Optional<Path> program = Optional.of(colony.toAbsolutePath()).filter(Files::isExecutable);
        boolean clean = true;
        for (OutageKind each : kinds) {
            OutageReport report = new OutageRun(each, Duration.ofSeconds(seconds), issues, logs(each), program).run();
            clean &= report.clean();
            System.out.println(json ? Json.text(Json.of(report)) : report.text());
        }
        return clean ? 0 : 1;
    }

    private static Path logs(OutageKind kind) {
        try {
            Path directory = Files.createTempDirectory("colony-outage-" + kind.slug() + "-");
            System.err.println("outage: " + kind.slug() + "; the processes' logs are in " + directory);
            return directory;
        } catch (IOException failure) {
            throw new BenchException("No directory for logs could be made: " + failure.getMessage(), failure);
        }
    }
}
