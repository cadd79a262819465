package io.colony.engine.agent;

/** When a back end knows what a run uses. */
public enum UsageReporting {
    /** While it runs: a run that reaches its ceiling is ended there. */
    LIVE,
    /**
     * Only when it ends: until then the wall clock and the number of turns bound what it may cost, and what it cost beyond
     * its ceiling is booked and shown. What is lost before is booked at its reservation, which is never below the ceiling
     * per run.
     */
    AT_END
}
