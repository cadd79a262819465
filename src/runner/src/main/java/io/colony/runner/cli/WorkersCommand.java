package io.colony.runner.cli;

import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.console.TextTable;
import picocli.CommandLine.Command;

/** {@code colony workers}. */
@Command(
        name = "workers",
        description = "Lists the workers of all processes on this store, and which process leads the Sentinel.",
        footer = {"", "Example:", "  colony workers"})
final class WorkersCommand extends QueryCommand {
    WorkersCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        TextTable table = new TextTable("WORKER", "STATE", "ISSUE", "LAST SEEN");
        operations
                .workers()
                .forEach(worker -> table.row(
                        worker.name(),
                        worker.state(),
                        worker.issue().orElse("-"),
                        worker.lastSeen().toString()));
        table.lines("No workers: nothing runs on this store.").forEach(program().out()::println);
        DeadLettersCommand.hint(program(), operations);
        operations.leader().ifPresent(program().out()::println);
        return ExitCode.OK.number();
    }
}
