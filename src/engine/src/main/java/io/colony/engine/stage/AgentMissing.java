package io.colony.engine.stage;

import io.colony.engine.ColonyException;
import io.colony.engine.queue.Offer;

/** The repository asks for an agent that this process does not have. No attempt: others on this store may have it. */
final class AgentMissing extends ColonyException {
    private static final long serialVersionUID = 1L;

    private final String agent;

    AgentMissing(String agent) {
        super("This process has no "
                + (agent.equals(Offer.DEFAULT_AGENT) ? "agent for repositories that name none" : "agent '" + agent + "'")
                + ". The task waits for one that has; or add it under 'agents' in the configuration.");
        this.agent = agent;
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
