package io.colony.engine.retrospective;

import java.util.List;

/** Work that was sent back before it was pushed, for another reason than its evidence. */
final class RejectedAttempt implements LessonRule {
    @Override
    public String name() {
        return "rejected-attempt";
    }

    @Override
    public List<Lesson> learn(RetrospectiveFacts facts) {
        return Learning.fromAttempts(
                this,
                facts,
                attempt -> attempt.ended("rejected") && attempt.mismatches().isEmpty(),
                "Work was rejected before it was pushed: look at the reason before handing in.");
    }
}
