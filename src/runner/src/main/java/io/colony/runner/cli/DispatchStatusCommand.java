package io.colony.runner.cli;

import io.colony.engine.status.DispatchStanding;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.console.DispatchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony dispatch status}. */
@Command(
        name = "status",
        description =
                "Says whether work is handed out; while it is not, by whose order, and what was ended or still lives.",
        footer = {"", "Example:", "  colony dispatch status --json"})
final class DispatchStatusCommand extends QueryCommand {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    DispatchStatusCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        DispatchStanding standing = operations.dispatch().standing();
        if (json) {
            program().out().println(DispatchReport.json(standing).toPrettyString());
        } else {
            DispatchReport.lines(standing).forEach(program().out()::println);
        }
        return ExitCode.OK.number();
    }
}
