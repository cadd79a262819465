package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import io.colony.engine.ColonyException;
import io.colony.engine.command.BudgetCommand;
import io.colony.engine.command.CommandName;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import io.colony.web.access.Permissions;
import io.colony.web.access.Role;
import io.jenkins.plugins.colony.store.OpenStore;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code colonyCommand(issue:, command:)}: what a person can ask for in a comment on the issue. Answers what they would be
 * answered there, and fails with it where it was refused.
 */
public final class ColonyCommandStep extends ColonyStep {
    private static final long serialVersionUID = 1L;
    private static final String BUDGET = "budget";

    public final String issue;
    public final String command;

    @DataBoundSetter
    public @Nullable String reason = "";

    @DataBoundSetter
    public @Nullable String argument = "";

    @DataBoundSetter
    public @Nullable String sha = "";

    @DataBoundConstructor
    public ColonyCommandStep(@Nullable String issue, @Nullable String command) {
        this.issue = text(issue);
        this.command = text(command);
    }

    @Override
    Need need() {
        return need(issue, command, text(argument));
    }

    static Need need(String issue, String command, String argument) {
        if (command.equals(BUDGET)) {
            usd(argument);
        }
        Role role = command.equals(BUDGET) ? Role.OPERATE : Permissions.toDo(action(command));
        return Need.of(role, IssueKey.parse(issue));
    }

    private static OperatorAction action(String command) {
        return OperatorAction.named(command)
                .orElseThrow(
                        () -> new ColonyException(Messages.ColonyCommandStep_unknown(command, OperatorAction.names())));
    }

    private static Usd usd(String argument) {
        if (!argument.matches("[0-9]{1,9}([.][0-9]{1,6})?")) {
            throw new ColonyException(Messages.ColonyCommandStep_amount());
        }
        return Usd.of(argument);
    }

    @Override
    Answer look(OpenStore store, String login, CommandName name) {
        IssueKey key = IssueKey.parse(issue);
        String why = text(reason);
        OperatorAnswer answer = command.equals(BUDGET)
                ? store.commands()
                        .raise(new BudgetCommand(key, usd(text(argument)), login, why, name.source(), name.id()))
                : store.commands()
                        .carryOut(new OperatorCommand(
                                key,
                                action(command),
                                login,
                                given(sha),
                                why,
                                name.source(),
                                name.id(),
                                given(argument)));
        return answer.accepted() ? new Answer.Done(answer.text(), answer.text()) : new Answer.Refused(answer.text());
    }

    private static Optional<String> given(@Nullable String argument) {
        return Optional.of(text(argument)).filter(text -> !text.isEmpty());
    }

    /** What Jenkins knows of the step. */
    @Extension
    @Symbol("colonyCommand")
    public static final class Known extends Definition {
        public Known() {
            super("colonyCommand", Messages::ColonyCommandStep_displayName);
        }
    }
}
