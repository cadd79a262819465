package io.jenkins.plugins.colony.work;

import io.colony.engine.stage.Hands;

/** Makes the hands that a stage works by at a place of Jenkins. Safe for use by many threads. */
interface AgentHands {
    /**
     * Hands for one run. For the same run they are the same hands again: what it began goes on.
     *
     * @param runId with {@code epoch} names what belongs to the run on the agent
     */
    Hands open(Place place, long runId, long epoch);

    /** Ends whatever still runs at a place for a run that is not this build's any more. */
    void abandon(Place place, long runId, long epoch);

    /** Whether what they began goes on when this controller ends; else it is ended before that. */
    boolean outliveController();
}
