package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.colony.engine.status.ReviewCheck;
import io.jenkins.plugins.checks.api.ChecksAnnotation.ChecksAnnotationBuilder;
import io.jenkins.plugins.checks.api.ChecksAnnotation.ChecksAnnotationLevel;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.checks.api.ChecksDetails.ChecksDetailsBuilder;
import io.jenkins.plugins.checks.api.ChecksOutput.ChecksOutputBuilder;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import io.jenkins.plugins.checks.api.ChecksStatus;

/**
 * By the plugin Checks API, where that is installed. Which code host the check goes to, and whether to any, is for the
 * plugins that stand behind it.
 */
@Extension(optional = true)
public final class PublishedCheck implements ReviewChecks {
    static final String NAME = "Colony review";

    @Override
    public void publish(Run<?, ?> build, TaskListener listener, ReviewCheck check) {
        ChecksPublisherFactory.fromRun(build, listener).publish(details(check));
    }

    /** Public, so that Jenkins does not load this class where the plugin is missing. */
    public ChecksDetails details(ReviewCheck check) {
        ChecksOutputBuilder output =
                new ChecksOutputBuilder().withTitle(check.title()).withSummary(check.summary());
        check.notes()
                .forEach(note -> output.addAnnotation(new ChecksAnnotationBuilder()
                        .withPath(note.path())
                        .withStartLine(note.line())
                        .withEndLine(note.line())
                        .withAnnotationLevel(level(note.severity()))
                        .withMessage(note.message())
                        .build()));
        return new ChecksDetailsBuilder()
                .withName(NAME)
                .withStatus(ChecksStatus.COMPLETED)
                .withConclusion(conclusion(check.conclusion()))
                .withOutput(output.build())
                .build();
    }

    static ChecksConclusion conclusion(ReviewCheck.Conclusion conclusion) {
        return switch (conclusion) {
            case APPROVED -> ChecksConclusion.SUCCESS;
            case CHANGES_ASKED_FOR -> ChecksConclusion.FAILURE;
            case UNDECIDED -> ChecksConclusion.NEUTRAL;
        };
    }

    static ChecksAnnotationLevel level(ReviewCheck.Severity severity) {
        return switch (severity) {
            case NOTICE -> ChecksAnnotationLevel.NOTICE;
            case WARNING -> ChecksAnnotationLevel.WARNING;
            case FAILURE -> ChecksAnnotationLevel.FAILURE;
        };
    }
}
