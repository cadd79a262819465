package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import io.colony.web.host.ask.Question;
import io.colony.web.host.ask.ReviewQuestion;
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

    @DataBoundConstructor
    public ColonyReviewStep(@Nullable String repository, int pullRequest) {
        this.repository = text(repository);
        this.pullRequest = pullRequest;
    }

    @Override
    Question question() {
        return ReviewQuestion.parse(repository, pullRequest, wait);
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
