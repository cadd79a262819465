package io.jenkins.plugins.colony.work;

import hudson.model.InvisibleAction;
import io.colony.engine.stage.ClaimedTask;
import io.jenkins.plugins.colony.agents.StageHands;

/** What a build has claimed: by this it goes on after Jenkins was restarted. Kept with the build. */
public final class ClaimedTaskAction extends InvisibleAction {
    private final long taskId;
    private final long epoch;
    private final long runId;
    private final String working;
    private final String trusted;

    /**
     * What was claimed, and where.
     *
     * @param working the build's agent, by Jenkins' name
     * @param trusted the agent of trusted git work, by Jenkins' name
     */
    ClaimedTaskAction(ClaimedTask claim, String working, String trusted) {
        this.taskId = claim.task().id();
        this.epoch = claim.task().epoch();
        this.runId = claim.runId();
        this.working = working;
        this.trusted = trusted;
    }

    StageHands.Run run() {
        return new StageHands.Run(runId, epoch, working, trusted);
    }

    long taskId() {
        return taskId;
    }

    long epoch() {
        return epoch;
    }
}
