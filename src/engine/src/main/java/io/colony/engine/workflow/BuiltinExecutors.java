package io.colony.engine.workflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which outcomes the executors that come with the engine declare; a state that names one must route all of them. */
public final class BuiltinExecutors {
    private static final Map<String, List<String>> OUTCOMES = Map.of(
            "admit", List.of("admitted", "dependent", "duplicate"),
            "analyze", List.of("planned", "epic", "unclear", "clarified-too-often", "dependent"),
            "plan", List.of("decomposed", "single", "unclear"),
            "develop",
                    List.of(
                            "submitted",
                            "unclear",
                            "nothing-to-do",
                            "rejected",
                            Outcomes.MERGED_BY_PERSON,
                            Outcomes.PR_CLOSED),
            "review",
                    List.of(
                            "approve",
                            "approve-needs-person",
                            "changes",
                            "partial",
                            Outcomes.REWORK_EXHAUSTED,
                            "unparseable",
                            "could-not-run",
                            Outcomes.MERGED_BY_PERSON,
                            Outcomes.PR_CLOSED),
            "merge",
                    List.of(
                            "merged",
                            "checks-failed",
                            "low-confidence",
                            "protected",
                            "could-not-run",
                            "base-moved",
                            "checks-pending",
                            Outcomes.HEAD_MOVED));

    private BuiltinExecutors() {}

    /** The outcomes of an executor such as {@code develop}; empty where the engine has none of that name. */
    public static Optional<List<String>> outcomes(String executor) {
        return Optional.ofNullable(OUTCOMES.get(executor));
    }

    /** All names, sorted. */
    public static List<String> names() {
        return OUTCOMES.keySet().stream().sorted().toList();
    }
}
