package io.colony.engine.retrospective;

import io.colony.engine.retrospective.RetrospectiveFacts.Gate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the rules about gates do: one lesson for each gate that something holds for. */
final class GateNames {
    private static final int LONGEST_NAME = 60;

    private GateNames() {}

    static List<Lesson> learn(
            LessonRule rule, RetrospectiveFacts facts, Predicate<Gate> holds, Function<String, String> advice) {
        Map<String, List<Gate>> byName = facts.gates().stream()
                .filter(holds)
                .collect(Collectors.groupingBy(Gate::name, LinkedHashMap::new, Collectors.toList()));
        return byName.entrySet().stream()
                .map(entry -> new Lesson(
                        rule.name(),
                        advice.apply(Quote.of(entry.getKey(), LONGEST_NAME).text()),
                        Quote.of(entry.getValue().getLast().summary()),
                        entry.getValue().size()))
                .toList();
    }
}
