package io.colony.engine.retrospective;

import io.colony.engine.retrospective.RetrospectiveFacts.Gate;
import java.util.List;

/** Gates that were red because of the change. */
final class RedGate implements LessonRule {
    @Override
    public String name() {
        return "red-gate";
    }

    @Override
    public List<Lesson> learn(RetrospectiveFacts facts) {
        return GateNames.learn(
                this,
                facts,
                Gate::blamed,
                name -> "Gate '" + name + "' was red on the change: run it before handing in.");
    }
}
