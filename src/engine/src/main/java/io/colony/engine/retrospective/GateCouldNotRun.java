package io.colony.engine.retrospective;

import java.util.List;

/** Gates that gave no verdict. */
final class GateCouldNotRun implements LessonRule {
    @Override
    public String name() {
        return "gate-could-not-run";
    }

    @Override
    public List<Lesson> learn(RetrospectiveFacts facts) {
        return GateNames.learn(
                this,
                facts,
                gate -> gate.result().equals("could-not-run"),
                name -> "Gate '" + name + "' could not run, so a person had to decide.");
    }
}
