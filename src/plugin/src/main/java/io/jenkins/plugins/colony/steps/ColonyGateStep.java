package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import io.colony.engine.ColonyException;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.StateGroup;
import io.colony.engine.workflow.IssueState;
import io.colony.web.access.Role;
import io.jenkins.plugins.colony.store.OpenStore;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

    private final String issue;
    private String state = "";
    private String verdict = "";
    private boolean wait;

    /** @param issue {@code owner/name#12} */
    @DataBoundConstructor
    public ColonyGateStep(@Nullable String issue) {
        this.issue = text(issue);
    }

    public String getIssue() {
        return issue;
    }

    public String getState() {
        return state;
    }

    @DataBoundSetter
    public void setState(@Nullable String state) {
        this.state = text(state);
    }

    public String getVerdict() {
        return verdict;
    }

    @DataBoundSetter
    public void setVerdict(@Nullable String verdict) {
        this.verdict = text(verdict);
    }

    public boolean isWait() {
        return wait;
    }

    @DataBoundSetter
    public void setWait(boolean wait) {
        this.wait = wait;
    }

    @Override
    Need need() {
        if (state.isEmpty() && verdict.isEmpty()) {
            throw new ColonyException(Messages.ColonyGateStep_nothing());
        }
        states().forEach(IssueState::new);
        return Need.of(Role.READ, IssueKey.parse(issue));
    }

    private List<String> states() {
        return words(state);
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Override
    Answer look(OpenStore store, Asking asking) {
        return store.status()
                .issue(IssueKey.parse(issue))
                .map(Position::of)
                .map(this::judge)
                .orElseGet(() -> new Answer.Refused(Messages.ColonyStep_noIssue(issue)));
    }

    /** Whether an issue may pass that stands there. One that has ended is not waited for. */
    Answer judge(Position position) {
        boolean stateFits = state.isEmpty() || states().contains(position.state());
        boolean verdictFits =
                verdict.isEmpty() || words(verdict.toUpperCase(Locale.ROOT)).contains(position.verdict());
        String standing = Messages.ColonyGateStep_stands(
                issue, position.state(), position.verdict().isEmpty() ? "-" : position.verdict());
        if (stateFits && verdictFits) {
            return new Answer.Done(position.values(), standing);
        }
        String wanted = Messages.ColonyGateStep_wanted(
                standing, String.join(" / ", states()), verdict.toUpperCase(Locale.ROOT));
        boolean ended = StateGroup.of(new IssueState(position.state())).isEnd();
        return wait && !ended ? new Answer.NotYet(wanted) : new Answer.Refused(wanted);
    }

    /** What Jenkins knows of the step. */
    @Extension
    @Symbol("colonyGate")
    public static final class Known extends Definition {
        @Override
        public String getFunctionName() {
            return "colonyGate";
        }

        @Override
        public String getDisplayName() {
            return Messages.ColonyGateStep_displayName();
        }
    }
}
