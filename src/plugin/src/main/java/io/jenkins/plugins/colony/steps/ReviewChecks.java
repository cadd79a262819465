package io.jenkins.plugins.colony.steps;

import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.colony.engine.status.ReviewCheck;

/** Where the verdict of a review is shown besides the build's log. What is not installed is not loaded. */
public interface ReviewChecks extends ExtensionPoint {
    /** Shows it on the change that the build is of, where it is of one. */
    void publish(Run<?, ?> build, TaskListener listener, ReviewCheck check);
}
