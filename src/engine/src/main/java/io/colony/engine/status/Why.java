package io.colony.engine.status;

import java.time.Instant;
import java.util.List;

/**
 * Why an issue is where it is.
 *
 * @param sentence the answer in one sentence
 * @param waitsFor what would move it
 * @param since how long it has waited for that
 * @param tried what went wrong or was sent back so far, oldest first
 * @param whoCanMove who can move it on, and by what
 */
public record Why(String sentence, String waitsFor, Instant since, List<String> tried, List<String> whoCanMove) {}
