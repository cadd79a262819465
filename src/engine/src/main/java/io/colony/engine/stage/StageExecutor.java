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
     * Does the work in the calling thread. A failure that the stage understands is an outcome. What it throws becomes one:
     * a {@link StageFailure} is of the class that it names, a {@link io.colony.engine.forge.ForgeException} transient where
     * another try is worth while and permanent otherwise, a {@link io.colony.engine.git.GitException} transient; a {@link
     * io.colony.engine.database.DatabaseException} parks the task; any other {@link io.colony.engine.ColonyException} is
     * permanent, and whatever else is thrown transient.
     */
    StageOutcome run(StageSession session);
}
