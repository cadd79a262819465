package io.jenkins.plugins.colony.steps;

import hudson.Extension;
import hudson.ExtensionPoint;
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

/** Where a verdict is shown besides the build's log. What needs a plugin that is not installed is not loaded at all. */
public interface ReviewChecks extends ExtensionPoint {
    /** Shows it on the change that the build is of, where it is of one. */
    void publish(Run<?, ?> build, TaskListener listener, ReviewCheck check);

    /** By the plugin Checks API: which code host it goes to, and whether to any, is for the plugins behind that. */
    @Extension(optional = true)
    final class ByChecksApi implements ReviewChecks {
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
                            .withAnnotationLevel(ChecksAnnotationLevel.valueOf(
                                    note.severity().name()))
                            .withMessage(note.message())
                            .build()));
            return new ChecksDetailsBuilder()
                    .withName("Colony review")
                    .withStatus(ChecksStatus.COMPLETED)
                    .withConclusion(ChecksConclusion.valueOf(check.conclusion().name()))
                    .withOutput(output.build())
                    .build();
        }
    }
}
