package io.colony.runner.cli;

import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.runner.ExitCode;
import io.colony.runner.Operations;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code colony issue pause}, {@code retry} and so on: one for each {@link OperatorAction}. */
@Command
class IssueActCommand extends QueryCommand {
    private final OperatorAction action;

    @Parameters(paramLabel = "KEY", description = "Such as demo/tally#3.", converter = KeyConverter.class)
    private String key = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; for request-changes what the Builder reads.")
    private String reason = "";

    IssueActCommand(Program program, OperatorAction action) {
        super(program);
        this.action = action;
    }

    /** The command of an action with the options that it has. */
    static CommandLine of(Program program, OperatorAction action) {
        IssueActCommand command = switch (action) {
            case APPROVE -> new IssueApproveCommand(program);
            case STATE -> new IssueStateCommand(program);
            case ACCEPT_EDIT, REJECT_EDIT -> new IssueEditCommand(program, action);
            default -> new IssueActCommand(program, action);
        };
        CommandLine line = new CommandLine(command);
        line.getCommandSpec()
                .usageMessage()
                .description(action.description())
                .footer("", "Example: colony issue " + action.outcome() + " demo/tally#3" + command.example());
        return line;
    }

    /** The commit that is meant, where the action is about one. */
    Optional<String> head() {
        return Optional.empty();
    }

    /** What the action is given besides. */
    Optional<String> argument() {
        return Optional.empty();
    }

    /** What follows the issue's key in an example. */
    String example() {
        return action == OperatorAction.REQUEST_CHANGES ? " --reason 'Say which file is missing.'" : "";
    }

    @Override
    int ask(Operations operations) {
        OperatorAnswer answer = operations.act(key, action, head(), reason, argument());
        (answer.accepted() ? program().out() : program().err()).println(answer.text());
        return (answer.accepted() ? ExitCode.OK : ExitCode.NOT_WELL).number();
    }
}
