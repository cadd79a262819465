package io.colony.engine.remote;

import io.colony.engine.agent.AgentBackend;
import io.colony.engine.process.StopSignal;

/**
 * An agent program in a session of its own, for a run outside of any issue. Taken up by whoever makes one of the same place.
 * Used by the run's thread.
 */
public final class RemoteAgent implements AutoCloseable {
    private final SessionClient session;
    private final String agent;

    /**
     * Opened when the program is first run.
     *
     * @param agent one that the place's setup names
     */
    public RemoteAgent(RemoteHands.Place place, String agent, StopSignal stop) {
        this.session = new SessionClient(place.name(), place.files(), place::setup, stop);
        this.agent = agent;
    }

    public AgentBackend backEnd() {
        return new RemoteBackend(agent, session);
    }

    /** Ends the session: what it answered is forgotten. Only for a run whose answer is stored. */
    @Override
    public void close() {
        session.close();
    }
}
