package io.colony.engine.gate;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a gate said about one commit.
 *
 * @param summary one line for people
 * @param log the end of its output, redacted, at most 64 KiB
 * @param baseline what the same gate said about the base commit, where that was asked
 * @param flaky red, then green at the same commit
 */
public record GateResult(
        String gate,
        Verdict verdict,
        OptionalInt exitCode,
        Duration duration,
        String summary,
        String log,
        Optional<Verdict> baseline,
        boolean flaky) {

    /** Tri-state: a gate that could not run has not passed. */
    public enum Verdict {
        PASS,
        FAIL,
        COULD_NOT_RUN
    }
}
