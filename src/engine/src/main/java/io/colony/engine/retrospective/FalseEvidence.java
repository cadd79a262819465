package io.colony.engine.retrospective;

import io.colony.engine.evidence.EvidenceReport.Problem;
import io.colony.engine.retrospective.RetrospectiveFacts.Attempt;
import io.colony.engine.retrospective.RetrospectiveFacts.Mismatch;
import java.util.Arrays;
import java.util.List;

/** Claims that files did not bear out, by what was wrong with them. */
final class FalseEvidence implements LessonRule {
    @Override
    public String name() {
        return "false-evidence";
    }

    @Override
    public List<Lesson> learn(RetrospectiveFacts facts) {
        return Arrays.stream(Problem.values())
                .filter(problem -> problem != Problem.NONE)
                .flatMap(problem -> lesson(facts, problem).stream())
                .toList();
    }

    private List<Lesson> lesson(RetrospectiveFacts facts, Problem problem) {
        List<Attempt> attempts = facts.attempts().stream()
                .filter(attempt -> attempt.mismatches().stream().anyMatch(mismatch -> mismatch.problem() == problem))
                .toList();
        return attempts.isEmpty()
                ? List.of()
                : List.of(new Lesson(name(), advice(problem), quote(attempts.getLast(), problem), attempts.size()));
    }

    private static Quote quote(Attempt attempt, Problem problem) {
        return attempt.mismatches().stream()
                .filter(mismatch -> mismatch.problem() == problem)
                .findFirst()
                .map(Mismatch::sentence)
                .map(Quote::of)
                .orElse(Quote.NONE);
    }

    private static String advice(Problem problem) {
        return switch (problem) {
            case NONE -> throw new IllegalArgumentException("a claim that holds teaches nothing");
            case WRONG_HASH ->
                "Evidence was rejected because a hash was not the file's: hash every file after the last edit.";
            case MISSING ->
                "Evidence was rejected because a file was not in the commit: claim only files that are there at the end.";
            case UNTOUCHED ->
                "Evidence was rejected because the change does not touch a claimed file: claim only what it touches.";
            case UNSAFE_PATH ->
                "Evidence was rejected because of a path outside of the repository: give paths relative to its root.";
        };
    }
}
