package io.colony.runner.cli;

import io.colony.runner.CostReader;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.console.CostOutlook;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony cost forecast}. */
@Command(
        name = "forecast",
        description = "Says what the month will have cost if the last weeks go on, with the sum behind it.",
        footer = {"", "Example:", "  colony cost forecast --repo demo/tally"})
final class CostForecastCommand extends QueryCommand {
    @Option(names = "--repo", paramLabel = "OWNER/NAME", description = "One repository only.")
    private @Nullable String repository;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    CostForecastCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        CostOutlook outlook =
                new CostOutlook(new CostReader(operations.store()).outlook(Optional.ofNullable(repository)));
        if (json) {
            program().out().println(outlook.json().toPrettyString());
        } else {
            outlook.lines().forEach(program().out()::println);
        }
        return ExitCode.OK.number();
    }
}
