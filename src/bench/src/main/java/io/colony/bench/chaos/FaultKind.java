package io.colony.bench.chaos;

import java.util.Locale;

/** What the driver does to a running colony. What nodes do to themselves is counted under the names of {@link Manner}. */
enum FaultKind {
    /** SIGKILL to a worker process. */
    KILL_WORKER,
    /** SIGKILL to the orchestrator: Mayor, sweeper, sealer, outbox. */
    KILL_ORCHESTRATOR,
    /** SIGSTOP for longer than a lease, then SIGCONT. */
    FREEZE,
    /** Some of the colony's connections end. */
    CUT_CONNECTIONS,
    /** A connection ends while its COMMIT is under way, so that nobody tells it whether that went through. */
    CUT_IN_COMMIT,
    /** Postgres stops in good order and starts again. */
    RESTART_POSTGRES,
    /** Postgres ends as by a power cut, and recovers. */
    CRASH_POSTGRES;

    boolean kills() {
        return this == KILL_WORKER || this == KILL_ORCHESTRATOR;
    }

    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
