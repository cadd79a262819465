package io.colony.runner.cli;

import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.console.TextTable;
import picocli.CommandLine.Command;

/** {@code colony repository list}. */
@Command(name = "list", description = "Lists the repositories that are registered.")
final class RepositoryListCommand extends QueryCommand {
    RepositoryListCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        TextTable table = new TextTable("REPOSITORY", "CODE HOST", "BRANCH", "READ FROM");
        operations
                .repositories()
                .forEach(each -> table.row(each.slug(), each.forge(), each.defaultBranch(), each.cloneUrl()));
        table.lines("No repositories yet.").forEach(program().out()::println);
        return ExitCode.OK.number();
    }
}
