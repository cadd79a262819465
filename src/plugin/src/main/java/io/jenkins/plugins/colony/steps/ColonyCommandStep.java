package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import io.colony.web.host.ask.CommandQuestion;
import io.colony.web.host.ask.Question;
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
    Question question() {
        return CommandQuestion.parse(issue, command, text(argument), text(reason), text(sha));
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
