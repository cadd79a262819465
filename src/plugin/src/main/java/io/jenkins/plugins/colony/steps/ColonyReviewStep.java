package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.colony.engine.command.CommandName;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.status.IssueStanding;
import io.colony.engine.status.ReviewCheck;
import io.colony.web.access.Role;
import io.jenkins.plugins.colony.store.OpenStore;
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

    public final String repository;
    public final int pullRequest;

    @DataBoundSetter
    public boolean wait;

    private boolean asked;
    private transient @Nullable ReviewCheck check;

    @DataBoundConstructor
    public ColonyReviewStep(@Nullable String repository, int pullRequest) {
        this.repository = text(repository);
        this.pullRequest = pullRequest;
    }

    @Override
    Need need() {
        return Need.of(Role.OPERATE, key(repository, pullRequest));
    }

    @Override
    Answer look(OpenStore store, String login, CommandName name) {
        if (!asked) {
            OperatorAnswer answer = store.commands()
                    .carryOut(new OperatorCommand(
                            key(repository, pullRequest),
                            OperatorAction.REVIEW,
                            login,
                            Optional.empty(),
                            "",
                            name.source(),
                            name.id()));
            if (!answer.accepted()) {
                return new Answer.Refused(answer.text());
            }
            // Only spares the code host: asked again by the same name, nothing is carried out.
            asked = true;
        }
        return store.status()
                .issue(key(repository, pullRequest))
                .map(found -> {
                    check = IssueStanding.verdictSince(found, OperatorAction.REVIEW.outcome(), login)
                            .map(ReviewCheck::of)
                            .orElse(null);
                    return judge(wait, IssueStanding.since(found, OperatorAction.REVIEW.outcome(), login));
                })
                .orElseGet(() -> new Answer.Refused(
                        Messages.ColonyStep_noIssue(key(repository, pullRequest).toString())));
    }

    @Override
    void ended(Run<?, ?> build, TaskListener listener) {
        if (check != null) {
            for (ReviewChecks checks : ExtensionList.lookup(ReviewChecks.class)) {
                checks.publish(build, listener, check);
            }
        }
    }

    static Answer judge(boolean wait, IssueStanding standing) {
        return wait && standing.verdict().isEmpty()
                ? Answer.held(!standing.isEnd(), standing.toString())
                : Answer.passed(standing);
    }

    /** What Jenkins knows of the step. */
    @Extension
    @Symbol("colonyReview")
    public static final class Known extends Definition {
        public Known() {
            super("colonyReview", Messages::ColonyReviewStep_displayName);
        }
    }
}
