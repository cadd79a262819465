package io.colony.engine.forge;

/** Asks the queue whether a worker still holds its task. */
@FunctionalInterface
public interface EpochCheck {
    /** Whether the task is claimed under this epoch at this moment, as committed in the store. */
    boolean current(long taskId, long epoch);
}
