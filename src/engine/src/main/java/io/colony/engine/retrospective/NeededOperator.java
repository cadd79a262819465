package io.colony.engine.retrospective;

import java.util.List;

/** Work that no further attempt could have saved. */
final class NeededOperator implements LessonRule {
    @Override
    public String name() {
        return "needed-operator";
    }

    @Override
    public List<Lesson> learn(RetrospectiveFacts facts) {
        return Learning.fromAttempts(
                this, facts, attempt -> attempt.failed("permanent"), "Work could not go on without an operator.");
    }
}
