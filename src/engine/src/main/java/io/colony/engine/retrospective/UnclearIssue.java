package io.colony.engine.retrospective;

import java.util.List;

/** An issue that could not be built as it was written. */
final class UnclearIssue implements LessonRule {
    @Override
    public String name() {
        return "unclear-issue";
    }

    @Override
    public List<Lesson> learn(RetrospectiveFacts facts) {
        return Learning.fromAttempts(
                this,
                facts,
                attempt -> attempt.ended("unclear") || attempt.ended("clarified-too-often"),
                "The issue could not be built without an answer of its author: ask before building what is not said.");
    }
}
