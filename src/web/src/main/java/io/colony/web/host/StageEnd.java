package io.colony.web.host;

import io.colony.engine.stage.HostedWork.Ending;

/** How a host's run of a stage ends. */
public sealed interface StageEnd {
    /** It goes on where it runs: the store went away for this process, and its result is not stored yet. */
    record Detached() implements StageEnd {}

    /** The stage came to a result, whatever it is: a refused change is one. */
    record Completed(String outcome, String summary) implements StageEnd {}

    /** The run failed; the engine says whether it is tried again. */
    record Failed(String sentence) implements StageEnd {}

    /** There was nothing to run. */
    record NothingToRun(String sentence) implements StageEnd {}

    /** The task is somebody else's now. */
    record TakenAway(String sentence) implements StageEnd {}

    /** Somebody aborted the build. */
    record Aborted() implements StageEnd {}

    /** @param aborted whether somebody aborted the build meanwhile */
    static StageEnd of(Ending ending, boolean aborted) {
        if (aborted) {
            return new Aborted();
        }
        if (ending.ok()) {
            return new Completed(ending.outcome(), ending.summary());
        }
        return ending.outcome().equals("revoked") ? new TakenAway(ending.summary()) : new Failed(ending.summary());
    }
}
