package io.colony.engine.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run that was under way when dispatch was stopped, or still is.
 *
 * @param issue its key
 * @param worker its worker's name
 * @param machine the worker's, and {@code pid} the worker's process on it
 * @param seenAt when the worker last said that it lives
 * @param endKind how it ended; empty while it runs
 * @param groups process groups that were ended for the stop
 * @param survivors processes that live although they were killed
 */
public record StoppedRun(
        long runId,
        String issue,
        String stage,
        String worker,
        String machine,
        long pid,
        Instant seenAt,
        Optional<String> endKind,
        List<Long> groups,
        List<Long> survivors) {}
