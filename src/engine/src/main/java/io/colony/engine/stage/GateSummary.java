package io.colony.engine.stage;

import io.colony.engine.gate.GateResult;
import io.colony.engine.gate.GateResult.Verdict;
import java.util.List;

/** What a set of gate results means for the change. */
record GateSummary(List<GateResult> results) {
    List<GateResult> couldNotRun() {
        return with(Verdict.COULD_NOT_RUN);
    }

    /** Red on the change and not on the base: the Builder's to mend. */
    List<GateResult> blamed() {
        return with(Verdict.FAIL).stream()
                .filter(result -> result.baseline().orElse(Verdict.PASS) == Verdict.PASS)
                .toList();
    }

    /** Red on the base as well, or not comparable: reported, never a pass. */
    List<GateResult> notBlamed() {
        return with(Verdict.FAIL).stream()
                .filter(result -> result.baseline().orElse(Verdict.PASS) != Verdict.PASS)
                .toList();
    }

    /** Why a person decides whatever the verdicts are, in sentences. */
    List<String> doubts() {
        return results.stream().flatMap(result -> result.doubts().stream()).toList();
    }

    /** Each in one sentence for people and for the Builder, with the end of the log. */
    static List<String> findings(List<GateResult> results) {
        return results.stream()
                .map(result -> "Gate '" + result.gate() + "': " + result.summary() + "\n" + tail(result.log()))
                .toList();
    }

    static String names(List<GateResult> results) {
        return String.join(
                ", ",
                results.stream()
                        .map(result -> result.gate() + " (" + result.summary() + ")")
                        .toList());
    }

    private List<GateResult> with(Verdict verdict) {
        return results.stream().filter(result -> result.verdict() == verdict).toList();
    }

    private static String tail(String log) {
        int shown = 4_000;
        return log.length() <= shown ? log : "…" + log.substring(log.length() - shown);
    }
}
