package io.colony.engine.retrospective;

import java.util.List;

/** Gates that were red without the change as well. */
final class GateOnBase implements LessonRule {
    @Override
    public String name() {
        return "red-on-base";
    }

    @Override
    public List<Lesson> learn(RetrospectiveFacts facts) {
        return GateNames.learn(
                this,
                facts,
                gate -> gate.result().equals("fail")
                        && gate.baseline().filter("fail"::equals).isPresent(),
                name -> "Gate '" + name + "' was red on the base branch as well: that is not the change's doing.");
    }
}
