package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import io.colony.engine.ColonyException;
import io.colony.engine.command.BudgetCommand;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import io.colony.web.access.Permissions;
import io.colony.web.access.Role;
import io.jenkins.plugins.colony.store.OpenStore;
import java.util.Arrays;
import java.util.stream.Collectors;
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

    private final String issue;
    private final String command;
    private String reason = "";
    private String argument = "";
    private String sha = "";

    /** @param issue {@code owner/name#12} */
    @DataBoundConstructor
    public ColonyCommandStep(@Nullable String issue, @Nullable String command) {
        this.issue = text(issue);
        this.command = text(command);
    }

    public String getIssue() {
        return issue;
    }

    public String getCommand() {
        return command;
    }

    public String getReason() {
        return reason;
    }

    @DataBoundSetter
    public void setReason(@Nullable String reason) {
        this.reason = text(reason);
    }

    public String getArgument() {
        return argument;
    }

    @DataBoundSetter
    public void setArgument(@Nullable String argument) {
        this.argument = text(argument);
    }

    public String getSha() {
        return sha;
    }

    @DataBoundSetter
    public void setSha(@Nullable String sha) {
        this.sha = text(sha);
    }

    @Override
    Need need() {
        Role role = Role.OPERATE;
        if (command.equals(BUDGET)) {
            usd();
        } else {
            role = Permissions.toDo(action());
        }
        return Need.of(role, IssueKey.parse(issue));
    }

    private OperatorAction action() {
        return OperatorAction.named(command)
                .orElseThrow(() -> new ColonyException(Messages.ColonyCommandStep_unknown(
                        command,
                        Arrays.stream(OperatorAction.values())
                                .map(OperatorAction::outcome)
                                .collect(Collectors.joining(", ")))));
    }

    private Usd usd() {
        if (!argument.matches("[0-9]{1,9}([.][0-9]{1,6})?")) {
            throw new ColonyException(Messages.ColonyCommandStep_amount());
        }
        return Usd.of(argument);
    }

    @Override
    Answer look(OpenStore store, Asking asking) {
        IssueKey key = IssueKey.parse(issue);
        OperatorAnswer answer = command.equals(BUDGET)
                ? store.commands()
                        .raise(new BudgetCommand(
                                key,
                                usd(),
                                asking.login(),
                                reason,
                                asking.name().source(),
                                asking.name().id()))
                : store.commands()
                        .carryOut(new OperatorCommand(
                                key,
                                action(),
                                asking.login(),
                                given(sha),
                                reason,
                                asking.name().source(),
                                asking.name().id(),
                                given(argument)));
        return answer.accepted() ? new Answer.Done(answer.text(), answer.text()) : new Answer.Refused(answer.text());
    }

    /** What Jenkins knows of the step. */
    @Extension
    @Symbol("colonyCommand")
    public static final class Known extends Definition {
        @Override
        public String getFunctionName() {
            return "colonyCommand";
        }

        @Override
        public String getDisplayName() {
            return Messages.ColonyCommandStep_displayName();
        }
    }
}
