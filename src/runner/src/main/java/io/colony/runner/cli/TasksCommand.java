package io.colony.runner.cli;

import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.console.TextTable;
import picocli.CommandLine.Command;

/** {@code colony tasks}. */
@Command(
        name = "tasks",
        description = "Lists the open tasks: what waits and what is worked on.",
        footer = {"", "Example:", "  colony tasks"})
final class TasksCommand extends QueryCommand {
    TasksCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        TextTable table = new TextTable("TASK", "ISSUE", "STAGE", "STATE", "ATTEMPT", "WORKER", "SINCE", "WAITS FOR");
        operations
                .openTasks()
                .forEach(task -> table.row(
                        Long.toString(task.id()),
                        task.issue(),
                        task.executor(),
                        task.state(),
                        Integer.toString(task.attempt()),
                        task.worker().orElse("-"),
                        task.since().toString(),
                        task.waitsFor().map(TextTable::shortened).orElse("-")));
        table.lines("No open tasks.").forEach(program().out()::println);
        DeadLettersCommand.hint(program(), operations);
        return ExitCode.OK.number();
    }
}
