package io.colony.engine.stage;

/** One kind of work on an issue. Keeps no state between runs; safe for use by many threads. */
public interface StageExecutor {
    /** As workflows name it, without {@code builtin:}. */
    String name();

    /** The role that the ledger books it to, such as {@code Builder}. */
    String role();

    /** Whether a model takes part, so that money must be reserved before it starts. */
    boolean costsMoney();

    /**
     * Does the work in the calling thread. A failure that the stage understands is an outcome; what it throws is treated
     * as a transient failure, except a {@link io.colony.engine.ColonyException} that says otherwise.
     */
    StageOutcome run(StageSession session);
}
