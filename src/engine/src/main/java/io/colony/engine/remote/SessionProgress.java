package io.colony.engine.remote;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call so far. Crosses between machines as it is.
 *
 * @param events whole lines since those that were known
 * @param to as many bytes of events are known now
 * @param answer none while the call runs
 * @param alive whether the session's process lives
 */
public record SessionProgress(
        String events, long to, @Nullable String answer, boolean alive) implements Serializable {}
