package io.colony.engine.queue;

import java.time.Instant;

/**
 * Somebody has stopped dispatch, and nobody has resumed it.
 *
 * @param by who, as the code host or the machine knows them
 * @param reason in their words
 */
public record DispatchStop(long id, Instant since, String by, String reason) {}
