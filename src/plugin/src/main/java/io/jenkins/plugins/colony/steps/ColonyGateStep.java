package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import io.colony.web.host.ask.GateQuestion;
import io.colony.web.host.ask.Question;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code colonyGate(issue:, state:, verdict:, wait:)}: fails, or holds, unless the issue stands where it has to. Answers {@code
 * state}, {@code verdict} and {@code head}, each a text that may be empty.
 */
public final class ColonyGateStep extends ColonyStep {
    private static final long serialVersionUID = 1L;

    public final String issue;

    @DataBoundSetter
    public @Nullable String state = "";

    @DataBoundSetter
    public @Nullable String verdict = "";

    @DataBoundSetter
    public boolean wait;

    @DataBoundConstructor
    public ColonyGateStep(@Nullable String issue) {
        this.issue = text(issue);
    }

    @Override
    Question question() {
        return GateQuestion.parse(issue, text(state), text(verdict), wait);
    }

    /** What Jenkins knows of the step. */
    @Extension
    @Symbol("colonyGate")
    public static final class Known extends Definition {
        public Known() {
            super("colonyGate", Messages::ColonyGateStep_displayName);
        }
    }
}
