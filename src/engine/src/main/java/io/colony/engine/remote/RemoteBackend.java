package io.colony.engine.remote;

import com.fasterxml.jackson.core.type.TypeReference;
import io.colony.engine.agent.AgentBackend;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentProbe;
import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.process.StopSignal;
import java.util.function.Consumer;

/** An agent program on the session's machine. What is secret was taken out of its words there. */
final class RemoteBackend implements AgentBackend {
    static final String RUN = "agent.run";
    static final String PROBE = "agent.probe";

    private final String name;
    private final SessionClient session;

    RemoteBackend(String name, SessionClient session) {
        this.name = name;
        this.session = session;
    }

    /** What is asked. */
    record Asked(String backEnd, AgentRequest request) {}

    @Override
    public String name() {
        return name;
    }

    @Override
    public AgentResult run(AgentRequest request, Consumer<AgentEvent> events, StopSignal stop) {
        return Wire.read(
                session.call(
                        RUN,
                        Wire.tree(new Asked(name, request)),
                        line -> events.accept(Wire.read(Wire.parse(line), new TypeReference<AgentEvent>() {}))),
                new TypeReference<>() {});
    }

    @Override
    public AgentProbe probe() {
        return session.call(PROBE, Wire.tree(name), new TypeReference<>() {});
    }
}
