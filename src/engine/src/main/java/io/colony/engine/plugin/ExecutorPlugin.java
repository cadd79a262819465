package io.colony.engine.plugin;

import java.time.Duration;
import java.util.List;

/**
 * An executor for states of custom workflows, named there as {@code executor: plugin:<name>/<key>}.
 *
 * <p>Found by {@link java.util.ServiceLoader}, so it has a public constructor without parameters. One instance serves all
 * issues: {@link #run} is called by many threads at once and keeps what it needs in local variables. All other methods
 * answer the same every time; they are asked once.
 */
public interface ExecutorPlugin {
    /** Who provides it, such as {@code acme}: letters, digits, dots, hyphens and underscores. */
    String name();

    /** What it does, such as {@code licences}: one of its provider's executors, of the same form as the name. */
    String key();

    /** Who the ledger books its runs to, such as {@code Auditor}; at most 40 characters. */
    String role();

    /**
     * All outcomes that {@link #run} may answer, such as {@code passed}. A workflow that names this executor must route
     * each of them; an answer that is not declared is a permanent failure and moves no issue.
     */
    List<String> outcomes();

    /**
     * Whether a run spends money, so that it must fit under the ceilings before it starts. A run that does not say with
     * {@link PluginContext#spent} what it spent is booked with all that it could have; default {@code false}.
     */
    default boolean costsMoney() {
        return false;
    }

    /**
     * Whether a run gets a checkout of the branch, or of the base branch where there is none yet. What it does to
     * the files is thrown away; default {@code false}.
     */
    default boolean needsWorkspace() {
        return false;
    }

    /** After how long a run is stopped; what then still runs is left behind. Default 2 h, at most a day. */
    default Duration timeLimit() {
        return Duration.ofHours(2);
    }

    /**
     * Does the work in the calling thread and answers an outcome, never a state: where it leads is the workflow's to say.
     *
     * <p>When somebody takes the task away, or the time is over, the thread is interrupted and {@link
     * PluginContext#stopRequested} answers {@code true}: end then, by {@link InterruptedException} where that is easiest.
     * Whatever else it throws is a failure that is tried again a few times.
     */
    PluginResult run(PluginContext context) throws InterruptedException;
}
