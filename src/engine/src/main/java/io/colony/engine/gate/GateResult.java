package io.colony.engine.gate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a gate said about one commit.
 *
 * @param summary one line for people
 * @param log the end of its output, redacted, at most 64 KiB
 * @param baseline what the same gate said about the base commit, where that was asked
 * @param flaky red, then green at the same commit
 * @param tests what its reports listed; empty where it declares none, or failed without leaving any
 * @param doubts why a person decides whatever the verdict, in sentences, such as tests that no longer run
 */
public record GateResult(
        String gate,
        Verdict verdict,
        OptionalInt exitCode,
        Duration duration,
        String summary,
        String log,
        Optional<Verdict> baseline,
        boolean flaky,
        Optional<TestRun> tests,
        List<String> doubts) {

    public GateResult {
        doubts = List.copyOf(doubts);
    }

    /** The same, held against what the gate said about the base commit. */
    public GateResult heldAgainst(Verdict onBase, List<String> doubtsAboutTests) {
        return new GateResult(
                gate, verdict, exitCode, duration, summary, log, Optional.of(onBase), flaky, tests, doubtsAboutTests);
    }

    /** Tri-state: a gate that could not run has not passed. */
    public enum Verdict {
        PASS,
        FAIL,
        COULD_NOT_RUN
    }
}
