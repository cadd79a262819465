package io.colony.engine.status;

import java.time.Instant;

/**
 * What a person asked for, and what they were answered.
 *
 * @param source by which door it came, such as {@code pages}
 * @param command its word and what followed it
 * @param accepted whether it was carried out
 */
public record CommandEntry(
        long id, String source, String actor, String command, boolean accepted, String answer, Instant at) {}
