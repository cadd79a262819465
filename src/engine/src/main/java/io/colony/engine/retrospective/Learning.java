package io.colony.engine.retrospective;

import io.colony.engine.retrospective.RetrospectiveFacts.Attempt;
import java.util.List;
import java.util.function.Predicate;

/** What most rules do: count the attempts that something holds for, and quote why the last one ended. */
final class Learning {
    private Learning() {}

    static List<Lesson> fromAttempts(
            LessonRule rule, RetrospectiveFacts facts, Predicate<Attempt> holds, String advice) {
        List<Attempt> attempts = facts.attempts().stream().filter(holds).toList();
        return attempts.isEmpty()
                ? List.of()
                : List.of(new Lesson(
                        rule.name(), advice, Quote.of(attempts.getLast().reason()), attempts.size()));
    }
}
