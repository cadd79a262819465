package io.colony.engine.status;

import java.time.Instant;

/**
 * One entry of what an agent said and did, redacted before it was stored.
 *
 * @param seq its place within the run, ascending
 * @param kind such as {@code text} or {@code tool-started}
 */
public record TranscriptLine(int seq, Instant at, String kind, String text) {}
