package io.jenkins.plugins.colony.work;

import hudson.model.Cause;
import io.colony.engine.stage.HostedWork.OfferedTask;
import java.util.Objects;

/** Why there is a build: a stage of an issue is due. Kept with the build. */
public final class OfferedTaskCause extends Cause {
    private final String issue;
    private final String stage;
    private final int attempt;

    OfferedTaskCause(OfferedTask task) {
        this.issue = task.issue().toString();
        this.stage = task.stage();
        this.attempt = task.attempt();
    }

    @Override
    public String getShortDescription() {
        return Messages.OfferedTaskCause_description(stage, issue, attempt);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OfferedTaskCause cause
                && issue.equals(cause.issue)
                && stage.equals(cause.stage)
                && attempt == cause.attempt;
    }

    @Override
    public int hashCode() {
        return Objects.hash(issue, stage, attempt);
    }
}
