package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.CommandEntry;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.StateGroup;
import io.colony.engine.workflow.IssueState;
import io.colony.web.access.Role;
import io.jenkins.plugins.colony.store.OpenStore;
import java.time.Instant;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code colonyReview(repository:, pullRequest:, wait:)}: has the Inspector look at a pull request of a person's. Answers {@code
 * state}, {@code verdict} and {@code head}; the last two are empty unless the verdict was waited for.
 */
public final class ColonyReviewStep extends ColonyStep {
    private static final long serialVersionUID = 1L;

    private final String repository;
    private final int pullRequest;
    private boolean wait;
    private boolean asked;

    /** @param pullRequest its number */
    @DataBoundConstructor
    public ColonyReviewStep(@Nullable String repository, int pullRequest) {
        this.repository = text(repository);
        this.pullRequest = pullRequest;
    }

    public String getRepository() {
        return repository;
    }

    public int getPullRequest() {
        return pullRequest;
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
        return Need.of(Role.OPERATE, key(repository, pullRequest));
    }

    @Override
    Answer look(OpenStore store, Asking asking) {
        IssueKey key = key(repository, pullRequest);
        if (!asked) {
            OperatorAnswer answer = store.commands()
                    .carryOut(new OperatorCommand(
                            key,
                            OperatorAction.REVIEW,
                            asking.login(),
                            Optional.empty(),
                            "",
                            asking.name().source(),
                            asking.name().id()));
            if (!answer.accepted()) {
                return new Answer.Refused(answer.text());
            }
            // Only spares the code host: asked again by the same name, nothing is carried out.
            asked = true;
        }
        return store.status()
                .issue(key)
                .map(detail -> judge(Position.since(detail, requested(detail, asking.login()))))
                .orElseGet(() -> new Answer.Refused(Messages.ColonyStep_noIssue(key.toString())));
    }

    /** When it was asked for last, by the store's clock: what was said before is about something older. */
    private static Instant requested(IssueDetail detail, String login) {
        return detail.commands().reversed().stream()
                .filter(command -> command.accepted()
                        && command.actor().equals(login)
                        && command.command().equals(OperatorAction.REVIEW.outcome()))
                .map(CommandEntry::at)
                .findFirst()
                .orElse(Instant.MIN);
    }

    Answer judge(Position position) {
        String standing = Messages.ColonyGateStep_stands(
                repository + "#" + pullRequest,
                position.state(),
                position.verdict().isEmpty() ? "-" : position.verdict());
        if (!wait || !position.verdict().isEmpty()) {
            return new Answer.Done(position.values(), standing);
        }
        return StateGroup.of(new IssueState(position.state())).isEnd()
                ? new Answer.Refused(standing)
                : new Answer.NotYet(standing);
    }

    /** What Jenkins knows of the step. */
    @Extension
    @Symbol("colonyReview")
    public static final class Known extends Definition {
        @Override
        public String getFunctionName() {
            return "colonyReview";
        }

        @Override
        public String getDisplayName() {
            return Messages.ColonyReviewStep_displayName();
        }
    }
}
