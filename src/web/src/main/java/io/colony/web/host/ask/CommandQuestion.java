package io.colony.web.host.ask;

import io.colony.engine.ColonyException;
import io.colony.engine.command.BudgetCommand;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.issue.IssueKey;
import io.colony.web.access.Permissions;
import io.colony.web.access.Role;
import java.util.Optional;

/**
 * What a person can ask for in a comment on an issue. Answers what they would be answered there.
 *
 * @param action empty for {@code budget}
 */
public record CommandQuestion(
        IssueKey issue, Optional<OperatorAction> action, String argument, String reason, String sha)
        implements Question {
    private static final String BUDGET = "budget";

    /**
     * Reads what somebody wrote.
     *
     * @param command such as {@code pause}
     * @throws ColonyException which says what is wrong with it
     */
    public static CommandQuestion parse(String issue, String command, String argument, String reason, String sha) {
        Optional<OperatorAction> action = OperatorAction.named(command);
        if (command.equals(BUDGET)) {
            Amount.of(argument);
        } else if (action.isEmpty()) {
            throw new ColonyException(
                    "'" + command + "' is no command; known are " + OperatorAction.names() + ", " + BUDGET + ".");
        }
        return new CommandQuestion(IssueKey.parse(issue), action, argument, reason, sha);
    }

    @Override
    public Need need() {
        return Need.of(action.map(Permissions::toDo).orElse(Role.OPERATE), issue);
    }

    @Override
    public Answer look(Doors doors, Asker asker) {
        OperatorAnswer answer = action.map(known -> doors.commands()
                        .carryOut(new OperatorCommand(
                                issue,
                                known,
                                asker.login(),
                                given(sha),
                                reason,
                                asker.name().source(),
                                asker.name().id(),
                                given(argument))))
                .orElseGet(() -> doors.commands()
                        .raise(new BudgetCommand(
                                issue,
                                Amount.of(argument),
                                asker.login(),
                                reason,
                                asker.name().source(),
                                asker.name().id())));
        return answer.accepted() ? new Answer.Done(answer.text(), answer.text()) : new Answer.Refused(answer.text());
    }

    private static Optional<String> given(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }
}
