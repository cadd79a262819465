package io.colony.engine.queue;

/** Where a task is; the lower-case name is what the store holds. */
public enum TaskState {
    /** Waits to be claimed; entered on creation, release and retry. */
    QUEUED,
    /** Held by a worker under a lease. */
    CLAIMED,
    /** Ended with a result that counted. */
    DONE,
    /** Closed by a transition that somebody else caused. */
    CANCELLED,
    /** Gave up after the last attempt: a dead letter. */
    DEAD
}
