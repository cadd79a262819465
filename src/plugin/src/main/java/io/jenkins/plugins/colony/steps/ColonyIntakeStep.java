package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import io.colony.web.host.ask.IntakeQuestion;
import io.colony.web.host.ask.Question;
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
    Question question() {
        return IntakeQuestion.parse(repository, issue);
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
