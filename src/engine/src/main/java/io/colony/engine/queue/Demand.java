package io.colony.engine.queue;

import java.util.Optional;
import java.util.Set;

/**
 * What a task asks of its claimer, as the store's index holds it: {@code stage}, {@code stage@<agent>}, or the name of an
 * executor that is none of the built-in stages.
 */
record Demand(String text) {
    private static final String STAGE = "stage";
    static final String WITH_AGENT = STAGE + "@";

    /** Stages that begin with an agent. A merge needs one for conflicts only, and says so then. */
    private static final Set<String> AGENT_STAGES = Set.of("analyze", "plan", "develop", "review");

    private static final Set<String> OTHER_STAGES = Set.of("merge");

    /** Of a task of this executor, in a repository of whose agent nothing is known. */
    static Demand of(String executor) {
        return new Demand(beginsWithAgent(executor) || OTHER_STAGES.contains(executor) ? STAGE : executor);
    }

    /** Whether such a task is for those alone who have its repository's agent. */
    static boolean beginsWithAgent(String executor) {
        return AGENT_STAGES.contains(executor);
    }

    static Demand withAgent(String agent) {
        return new Demand(WITH_AGENT + agent);
    }

    boolean stage() {
        return text.equals(STAGE) || text.startsWith(WITH_AGENT);
    }

    /** The agent that it asks for. */
    Optional<String> agent() {
        return text.startsWith(WITH_AGENT) ? Optional.of(text.substring(WITH_AGENT.length())) : Optional.empty();
    }
}
