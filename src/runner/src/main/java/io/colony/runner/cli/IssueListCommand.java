package io.colony.runner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.console.IssueReport;
import io.colony.runner.console.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony issue list}. */
@Command(
        name = "list",
        description = "Lists all issues, oldest first.",
        footer = {"", "Example:", "  colony issue list --json"})
final class IssueListCommand extends QueryCommand {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    IssueListCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        if (json) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            operations.issues().forEach(issue -> array.add(IssueReport.json(issue)));
            program().out().println(array.toPrettyString());
        } else {
            TextTable table = new TextTable("ISSUE", "STATE", "#ATTEMPTS", "#COST", "TITLE");
            operations
                    .issues()
                    .forEach(issue -> table.row(
                            issue.key(),
                            issue.state(),
                            Integer.toString(issue.attempts()),
                            issue.costUsd().exact(),
                            issue.title()));
            table.lines("No issues yet.").forEach(program().out()::println);
        }
        return ExitCode.OK.number();
    }
}
