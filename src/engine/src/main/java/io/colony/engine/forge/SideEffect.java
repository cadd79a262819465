package io.colony.engine.forge;

/** What became of a {@link SideEffects side effect}. */
public sealed interface SideEffect<T> {
    /** The code host was asked, and this is its answer. */
    record Answered<T>(T answer) implements SideEffect<T> {}

    /** The task was taken away before the act; the code host was not asked. */
    record Revoked<T>(long taskId, long epoch) implements SideEffect<T> {}
}
