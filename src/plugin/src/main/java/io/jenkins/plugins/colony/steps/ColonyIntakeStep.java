package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import io.colony.engine.command.CommandName;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.web.access.Role;
import io.jenkins.plugins.colony.store.OpenStore;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code colonyIntake(repository:, issue:)}: lets an issue in, as the label on the code host does. Answers its state. */
public final class ColonyIntakeStep extends ColonyStep {
    private static final long serialVersionUID = 1L;

    public final String repository;
    public final int issue;

    @DataBoundConstructor
    public ColonyIntakeStep(@Nullable String repository, int issue) {
        this.repository = text(repository);
        this.issue = issue;
    }

    @Override
    Need need() {
        return Need.of(Role.OPERATE, key(repository, issue));
    }

    @Override
    Answer look(OpenStore store, String login, CommandName name) {
        Issue admitted = store.intake().admit(key(repository, issue), Actor.operator(login));
        return new Answer.Done(admitted.state().slug(), admitted.key() + " is " + admitted.state() + ".");
    }

    /** What Jenkins knows of the step. */
    @Extension
    @Symbol("colonyIntake")
    public static final class Known extends Definition {
        public Known() {
            super("colonyIntake", Messages::ColonyIntakeStep_displayName);
        }
    }
}
