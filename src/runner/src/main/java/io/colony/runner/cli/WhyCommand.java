package io.colony.runner.cli;

import io.colony.engine.log.VisibleLine;
import io.colony.runner.ExitCode;
import io.colony.runner.Explanation;
import io.colony.runner.Operations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code colony why}. */
@Command(
        name = "why",
        description = "Says what an issue waits for, since when, what was tried, and who can move it.",
        footer = {"", "Example:", "  colony why demo/tally#3"})
final class WhyCommand extends QueryCommand {
    @Parameters(paramLabel = "KEY", description = "Such as demo/tally#3.", converter = KeyConverter.class)
    private String key = "";

    WhyCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        Explanation explanation = operations.why(key).orElseThrow(() -> IssueShowCommand.unknown(key));
        program().out().println(VisibleLine.of(explanation.sentence()));
        explanation.details().forEach(detail -> program().out().println("- " + VisibleLine.of(detail)));
        return ExitCode.OK.number();
    }
}
