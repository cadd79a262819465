package io.colony.runner.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.command.DeadLetters;
import io.colony.engine.queue.DeadLetter;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import io.colony.runner.console.TextTable;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code colony dead-letters}. */
@Command(
        name = "dead-letters",
        description = "Lists tasks that were given up and whose issue still waits for an operator.",
        footer = {
            "",
            "Examples:",
            "  colony dead-letters",
            "  colony dead-letters --obsolete --json",
            "  colony dead-letters replay 17"
        })
final class DeadLettersCommand extends QueryCommand {
    @Option(names = "--obsolete", description = "Also those whose issue has moved on since.")
    private boolean obsolete;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    DeadLettersCommand(Program program) {
        super(program);
    }

    @Override
    int ask(Operations operations) {
        List<DeadLetter> letters = operations.deadLetters().list(obsolete);
        if (json) {
            program().out().println(document(letters).toPrettyString());
            return ExitCode.OK.number();
        }
        TextTable table = new TextTable("TASK", "ISSUE", "STAGE", "ATTEMPT", "GIVEN UP", "REASON");
        letters.forEach(letter -> table.row(
                Long.toString(letter.taskId()),
                DeadLetters.issue(letter).toString(),
                letter.executor(),
                Integer.toString(letter.attempt()),
                letter.givenUpAt().toString(),
                letter.obsolete().map(why -> "(obsolete) ").orElse("") + TextTable.shortened(letter.reason())));
        table.lines("No dead letters.").forEach(program().out()::println);
        return ExitCode.OK.number();
    }

    private static ObjectNode document(List<DeadLetter> letters) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode all = document.putArray("dead_letters");
        letters.forEach(letter -> {
            ObjectNode one = all.addObject()
                    .put("task", letter.taskId())
                    .put("issue", DeadLetters.issue(letter).toString())
                    .put("stage", letter.executor())
                    .put("attempt", letter.attempt())
                    .put("given_up_at", letter.givenUpAt().toString())
                    .put("reason", letter.reason());
            letter.obsolete().ifPresent(why -> one.put("obsolete", why));
        });
        return document;
    }

    /** Below other tables: one line where there are any. */
    static void hint(Program program, Operations operations) {
        long letters = operations.deadLetterCount();
        if (letters > 0) {
            program.out()
                    .println(letters + (letters == 1 ? " dead letter" : " dead letters")
                            + "; 'colony dead-letters' says why.");
        }
    }
}
