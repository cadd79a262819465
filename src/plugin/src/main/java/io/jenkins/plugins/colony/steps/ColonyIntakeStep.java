package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import io.colony.engine.issue.Issue;
import io.colony.web.access.Role;
import io.jenkins.plugins.colony.store.OpenStore;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code colonyIntake(repository:, issue:)}: lets an issue in, as the label on the code host does. Answers its state. */
public final class ColonyIntakeStep extends ColonyStep {
    private static final long serialVersionUID = 1L;

    private final String repository;
    private final int issue;

    /** @param issue its number */
    @DataBoundConstructor
    public ColonyIntakeStep(@Nullable String repository, int issue) {
        this.repository = text(repository);
        this.issue = issue;
    }

    public String getRepository() {
        return repository;
    }

    public int getIssue() {
        return issue;
    }

    @Override
    Need need() {
        return Need.of(Role.OPERATE, key(repository, issue));
    }

    @Override
    Answer look(OpenStore store, Asking asking) {
        Issue admitted = store.admit(key(repository, issue), asking.login());
        String state = admitted.state().slug();
        return new Answer.Done(
                state, Messages.ColonyStep_standsAt(admitted.key().toString(), state));
    }

    /** What Jenkins knows of the step. */
    @Extension
    @Symbol("colonyIntake")
    public static final class Known extends Definition {
        @Override
        public String getFunctionName() {
            return "colonyIntake";
        }

        @Override
        public String getDisplayName() {
            return Messages.ColonyIntakeStep_displayName();
        }
    }
}
