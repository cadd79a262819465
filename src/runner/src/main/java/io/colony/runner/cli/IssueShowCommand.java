package io.colony.runner.cli;

import io.colony.runner.ExitCode;
import io.colony.runner.IssueHistory;
import io.colony.runner.IssueView;
import io.colony.runner.Operations;
import io.colony.runner.RunnerException;
import io.colony.runner.console.CostStatement;
import io.colony.runner.console.IssueReport;
import io.colony.runner.console.TextTable;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony issue show}. */
@Command(
        name = "show",
        description = "Shows one issue, and what each of its runs cost.",
        footer = {"", "Example:", "  colony issue show demo/tally#3"})
final class IssueShowCommand extends QueryCommand {
    @Parameters(paramLabel = "KEY", description = "Such as demo/tally#3.", converter = KeyConverter.class)
    private String key = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    IssueShowCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        IssueHistory history = operations.history(key).orElseThrow(() -> unknown(key));
        IssueView issue = history.issue();
        PrintWriter out = program().out();
        if (json) {
            out.println(IssueReport.json(history).toPrettyString());
        } else {
            out.println(issue.key() + "  " + TextTable.printable(issue.title()));
            out.println("state    " + issue.state());
            out.println("path     " + String.join("\u2192", issue.path()));
            out.println("attempts " + issue.attempts());
            out.println("cost     " + issue.costUsd().exact());
            issue.mergeCommit().ifPresent(sha -> out.println("merged   " + sha));
            issue.waitingFor().ifPresent(what -> out.println("waits    " + TextTable.printable(what)));
            out.println();
            new CostStatement(history).table().forEach(out::println);
        }
        return ExitCode.OK.number();
    }

    static RunnerException unknown(String key) {
        return new RunnerException(
                ExitCode.NOT_WELL,
                "There is no issue '" + key + "'. 'colony issue list' names all, such as demo/tally#3.");
    }
}
