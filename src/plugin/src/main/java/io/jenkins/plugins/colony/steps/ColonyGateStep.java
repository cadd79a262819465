package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import io.colony.engine.command.CommandName;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.Expectation;
import io.colony.engine.status.IssueStanding;
import io.colony.web.access.Role;
import io.jenkins.plugins.colony.store.OpenStore;
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

    private Expectation expected() {
        return Expectation.parse(text(state), text(verdict));
    }

    @Override
    Need need() {
        expected();
        return Need.of(Role.READ, IssueKey.parse(issue));
    }

    @Override
    Answer look(OpenStore store, String login, CommandName name) {
        return store.status()
                .issue(IssueKey.parse(issue))
                .map(found -> judge(expected(), wait, IssueStanding.of(found)))
                .orElseGet(() -> new Answer.Refused(Messages.ColonyStep_noIssue(issue)));
    }

    /** Whether an issue may pass that stands there. One that has ended is not waited for. */
    static Answer judge(Expectation expected, boolean wait, IssueStanding standing) {
        return expected.isMet(standing)
                ? Answer.passed(standing)
                : Answer.held(
                        wait && !standing.isEnd(),
                        Messages.ColonyGateStep_wanted(standing.toString(), expected.toString()));
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
