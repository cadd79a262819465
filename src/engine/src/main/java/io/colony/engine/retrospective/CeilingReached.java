package io.colony.engine.retrospective;

import java.util.List;

/** The run or the issue used up its money. */
final class CeilingReached implements LessonRule {
    @Override
    public String name() {
        return "ceiling-reached";
    }

    @Override
    public List<Lesson> learn(RetrospectiveFacts facts) {
        return Learning.fromAttempts(
                this,
                facts,
                attempt -> attempt.failed("budget"),
                "A ceiling was reached: read less, do the smallest change that is asked for, or say that the issue has to be split.");
    }
}
