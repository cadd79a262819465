package io.colony.engine.status;

import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflow.Recovery;
import io.colony.engine.workflow.Workflow.StateDefinition;
import io.colony.engine.workflow.Workflow.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Why an issue is in a state for which only its workflow has words, and nobody works on it there. */
final class WhyDefined {
    private final WhyFacts facts;
    private final Workflow workflow;
    private final StateDefinition state;

    WhyDefined(WhyFacts facts, Workflow workflow, StateDefinition state) {
        this.facts = facts;
        this.workflow = workflow;
        this.state = state;
    }

    /** Whether the words that are made for the states of {@code colony-default} would be wrong for it. */
    static boolean isOwn(Workflow workflow) {
        return workflow.subject() == Subject.PULL_REQUESTS;
    }

    Why explain(List<String> tried) {
        String description = WhyAtWork.bare(state.description());
        return new Why(
                (description.isEmpty() ? "It is in state " + state.slug() : description) + " (" + facts.reason() + ").",
                waitsFor(),
                facts.summary().since(),
                tried,
                whoCanMove());
    }

    private String waitsFor() {
        return switch (state.type()) {
            case ACTIVE -> "its next step";
            case PRE_INTAKE -> "somebody who asks for it";
            case AWAITING_HUMAN -> "a person";
            case BLOCKED ->
                state.recovery().filter(Recovery.MANUAL::equals).isPresent()
                        ? "an operator's decision"
                        : "what it is blocked by";
            case TERMINAL -> "nothing";
        };
    }

    private List<String> whoCanMove() {
        List<String> who = new ArrayList<>();
        if (workflow.subject() == Subject.PULL_REQUESTS && state.type() != Workflow.Type.TERMINAL) {
            who.add("somebody with write permission: merge or close the pull request");
        }
        String commands = workflow.operatorActions().entrySet().stream()
                .filter(action -> action.getValue().routes().containsKey(state.slug()))
                .map(action -> "/colony:" + action.getKey())
                .sorted()
                .collect(Collectors.joining(", "));
        if (!commands.isEmpty()) {
            who.add("an operator: " + commands);
        }
        return who;
    }
}
