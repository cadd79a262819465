package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import io.colony.web.host.ask.CostQuestion;
import io.colony.web.host.ask.Question;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code colonyCost(issue:)} or {@code colonyCost(repository:, from:, to:)}: what was spent. Answers {@code usd}, {@code
 * estimatedUsd} as decimals, {@code runs}, {@code inputTokens}, {@code outputTokens} as whole numbers.
 */
public final class ColonyCostStep extends ColonyStep {
    private static final long serialVersionUID = 1L;

    @DataBoundSetter
    public @Nullable String issue = "";

    @DataBoundSetter
    public @Nullable String repository = "";

    @DataBoundSetter
    public @Nullable String from = "";

    @DataBoundSetter
    public @Nullable String to = "";

    @DataBoundConstructor
    public ColonyCostStep() {
        // Which of them are needed hangs on the others.
    }

    @Override
    Question question() {
        return CostQuestion.parse(text(issue), text(repository), text(from), text(to));
    }

    /** What Jenkins knows of the step. */
    @Extension
    @Symbol("colonyCost")
    public static final class Known extends Definition {
        public Known() {
            super("colonyCost", Messages::ColonyCostStep_displayName);
        }
    }
}
