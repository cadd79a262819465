package io.colony.engine.plugin;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that a run of a plugin is given. It holds no credential, no port of the engine and no other issue. Used by the run's
 * threads while it runs; afterwards its methods change nothing.
 */
public interface PluginContext {
    /** The issue, with the text that a person with write permission let through. */
    PluginIssue issue();

    /** How often this task was tried, this time included; from 1. */
    int attempt();

    /** What ran before on this issue, oldest first, with what it left. */
    List<PluginAttempt> history();

    /** A clean checkout, where {@link ExecutorPlugin#needsWorkspace} asks for one; removed when the run has ended. */
    Optional<Path> workspace();

    /** What the run may spend, in US dollars; 0 where it costs nothing. */
    BigDecimal budgetUsd();

    /**
     * States what the run has spent so far: totals, so that stating the same twice counts once. A run that states more
     * than {@link #budgetUsd} is stopped.
     */
    void spent(PluginUsage usage);

    /** Writes a line of the run's transcript. Secrets of the installation are taken out; very long lines are cut. */
    void log(String line);

    /** Whether the run is to end now. */
    boolean stopRequested();

    /** Runs something when the run is to end, at once where it is already; such as to cancel a request. */
    void onStop(Runnable action);
}
