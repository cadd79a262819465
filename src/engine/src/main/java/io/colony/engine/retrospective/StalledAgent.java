package io.colony.engine.retrospective;

import java.util.List;

/** An agent that fell silent or ran into a limit. */
final class StalledAgent implements LessonRule {
    @Override
    public String name() {
        return "stalled-agent";
    }

    @Override
    public List<Lesson> learn(RetrospectiveFacts facts) {
        return Learning.fromAttempts(
                this,
                facts,
                attempt -> attempt.failed("stalled"),
                "The agent fell silent or ran into a limit: work in small steps that say something, and start nothing that does not end.");
    }
}
