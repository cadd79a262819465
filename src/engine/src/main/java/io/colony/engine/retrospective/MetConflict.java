package io.colony.engine.retrospective;

import java.util.List;

/** Files that others changed at the same time. */
final class MetConflict implements LessonRule {
    @Override
    public String name() {
        return "conflict";
    }

    @Override
    public List<Lesson> learn(RetrospectiveFacts facts) {
        List<String> paths = facts.attempts().stream()
                .flatMap(attempt -> attempt.conflicts().stream())
                .distinct()
                .toList();
        int times = (int) facts.attempts().stream()
                .filter(attempt -> !attempt.conflicts().isEmpty())
                .count();
        return paths.isEmpty()
                ? List.of()
                : List.of(new Lesson(
                        name(),
                        "The change met conflicts: others edit these files at the same time, so keep edits there small.",
                        Quote.of(String.join(", ", paths)),
                        times));
    }
}
