package io.colony.engine.retrospective;

import io.colony.engine.retrospective.RetrospectiveFacts.Gate;
import java.util.List;

/** Gates that said both about the same commit. */
final class FlakyGate implements LessonRule {
    @Override
    public String name() {
        return "flaky-gate";
    }

    @Override
    public List<Lesson> learn(RetrospectiveFacts facts) {
        return GateNames.learn(
                this,
                facts,
                Gate::flaky,
                name -> "Gate '" + name + "' is flaky: it was red and then green at the same commit.");
    }
}
