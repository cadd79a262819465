package io.colony.engine.stage;

import io.colony.engine.ColonyException;
import io.colony.engine.database.Json;
import io.colony.engine.queue.Offer;

/** The repository asks for an agent that this process does not have. No attempt: others on this store may have it. */
final class AgentMissing extends ColonyException {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST_NAME = 100;

    private final String agent;

    /** @param agent as a repository's file names it, which may be anything */
    AgentMissing(String agent) {
        super("This process has no "
                + (agent.equals(Offer.DEFAULT_AGENT)
                        ? "agent for repositories that name none"
                        : "agent '" + agent + "'")
                + ". The task waits for one that has; or add it under 'agents' in the configuration.");
        // No agent is called what this changes, so that the task is lent to nobody by mistake.
        this.agent = Json.storable(agent.substring(0, Math.min(agent.length(), LONGEST_NAME)));
    }

    String agent() {
        return agent;
    }

    /** What the task waits for, in words for people. */
    String waitsFor() {
        return agent.equals(Offer.DEFAULT_AGENT)
                ? "a worker with an agent for repositories that name none"
                : "a worker with agent '" + agent + "'";
    }
}
