package io.colony.runner.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.log.VisibleLine;
import io.colony.engine.retrospective.Retrospectives;
import io.colony.engine.retrospective.Retrospectives.Entry;
import io.colony.runner.ExitCode;
import io.colony.runner.IssueHistory;
import io.colony.runner.IssueView;
import io.colony.runner.Operations;
import io.colony.runner.RunnerException;
import io.colony.runner.console.CostStatement;
import io.colony.runner.console.IssueReport;
import io.colony.runner.console.RetrospectiveReport;
import io.colony.runner.console.SurvivalReport;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony issue show}. */
@Command(
        name = "show",
        description = "Shows one issue, and what each of its runs cost.",
        footer = {
            "",
            "Examples:",
            "  colony issue show demo/tally#3",
            "  colony issue show demo/tally#3 --retrospective"
        })
final class IssueShowCommand extends QueryCommand {
    @Parameters(paramLabel = "KEY", description = "Such as demo/tally#3.", converter = KeyConverter.class)
    private String key = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--retrospective", description = "Show what it left to later issues, too, once it has ended.")
    private boolean retrospective;

    IssueShowCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        IssueHistory history = operations.history(key).orElseThrow(() -> unknown(key));
        IssueView issue = history.issue();
        PrintWriter out = program().out();
        if (json) {
            out.println(
                    withRetrospectives(IssueReport.json(history), operations).toPrettyString());
        } else {
            out.println(issue.key() + "  " + VisibleLine.of(issue.title()));
            out.println("state    " + issue.state());
            out.println("path     " + String.join("\u2192", issue.path()));
            out.println("attempts " + issue.attempts());
            out.println("cost     " + issue.costUsd().exact());
            issue.mergeCommit().ifPresent(sha -> out.println("merged   " + sha));
            history.merges().forEach(merge -> out.println("after it " + VisibleLine.of(SurvivalReport.words(merge))));
            issue.waitingFor().ifPresent(what -> out.println("waits    " + VisibleLine.of(what)));
            out.println();
            new CostStatement(history).table().forEach(out::println);
            retrospectives(operations).forEach(entry -> {
                out.println();
                RetrospectiveReport.lines(entry).forEach(out::println);
            });
        }
        return ExitCode.OK.number();
    }

    private ObjectNode withRetrospectives(ObjectNode document, Operations operations) {
        if (retrospective) {
            document.set("retrospectives", RetrospectiveReport.json(retrospectives(operations)));
        }
        return document;
    }

    private List<Entry> retrospectives(Operations operations) {
        return retrospective
                ? operations
                        .store()
                        .database()
                        .inReadTransaction(
                                transaction -> Retrospectives.postgres().of(transaction, IssueKey.parse(key)))
                : List.of();
    }

    static RunnerException unknown(String key) {
        return new RunnerException(
                ExitCode.NOT_WELL,
                "There is no issue '" + key + "'. 'colony issue list' names all, such as demo/tally#3.");
    }
}
