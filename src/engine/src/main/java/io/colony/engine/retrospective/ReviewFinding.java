package io.colony.engine.retrospective;

import io.colony.engine.retrospective.RetrospectiveFacts.Finding;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What reviews asked for, the gravest first; the same words count as one. */
final class ReviewFinding implements LessonRule {
    private static final int MOST = 5;
    private static final List<String> GRAVEST_FIRST = List.of("blocker", "major", "criterion", "minor");

    @Override
    public String name() {
        return "review-finding";
    }

    @Override
    public List<Lesson> learn(RetrospectiveFacts facts) {
        Map<Finding, Long> counted = facts.findings().stream()
                .collect(Collectors.groupingBy(finding -> finding, LinkedHashMap::new, Collectors.counting()));
        return counted.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> rank(entry.getKey())))
                .limit(MOST)
                .map(entry -> new Lesson(
                        name(),
                        advice(entry.getKey()),
                        quote(entry.getKey()),
                        entry.getValue().intValue()))
                .toList();
    }

    private static int rank(Finding finding) {
        int rank = GRAVEST_FIRST.indexOf(finding.severity());
        return rank < 0 ? GRAVEST_FIRST.size() : rank;
    }

    private static String advice(Finding finding) {
        return switch (finding.severity()) {
            case "blocker" -> "A review found something that must not be merged.";
            case "major" -> "A review asked for a change of weight.";
            case "criterion" -> "A review found that an acceptance criterion was not met.";
            default -> "A review asked for a change.";
        };
    }

    private static Quote quote(Finding finding) {
        return Quote.of(finding.file().map(file -> file + ": ").orElse("") + finding.message());
    }
}
