package io.jenkins.plugins.colony.work;

import hudson.model.InvisibleAction;
import io.colony.engine.stage.ClaimedTask;

/** What a build has claimed: by this it goes on after Jenkins was restarted. Kept with the build. */
public final class ClaimedTaskAction extends InvisibleAction {
    private final long taskId;
    private final long epoch;
    private final long runId;

    ClaimedTaskAction(ClaimedTask claim) {
        this.taskId = claim.task().id();
        this.epoch = claim.task().epoch();
        this.runId = claim.runId();
    }

    long taskId() {
        return taskId;
    }

    long epoch() {
        return epoch;
    }

    long runId() {
        return runId;
    }
}
