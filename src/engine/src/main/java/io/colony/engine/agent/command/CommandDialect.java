package io.colony.engine.agent.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.agent.AgentRequest;
import io.colony.engine.agent.program.Dialect;
import io.colony.engine.agent.program.StreamReader;
import java.util.List;

/** The request is one JSON line on standard input. */
public final class CommandDialect implements Dialect {
    private static final int PROTOCOL = 1;

    private final JsonMapper mapper = new JsonMapper();

    @Override
    public List<String> arguments(AgentRequest request) {
        return List.of();
    }

    @Override
    public String input(AgentRequest request) {
        ObjectNode line = mapper.createObjectNode();
        line.put("type", "request");
        line.put("protocol", PROTOCOL);
        line.put("stage", request.stage());
        line.put("prompt", request.prompt());
        line.set("context", request.context());
        line.set("result_schema", request.resultSchema());
        ObjectNode limits = line.putObject("limits");
        limits.put("wall_clock_seconds", request.limits().wallClock().toSeconds());
        limits.put("inactivity_seconds", request.limits().inactivity().toSeconds());
        limits.put("usd", request.limits().usd().amount().toPlainString());
        return line + "\n";
    }

    @Override
    public StreamReader reader() {
        return new ProtocolReader();
    }

    /** A program of somebody's own may fail for any reason before it speaks. */
    @Override
    public boolean silentExitIsPermanent() {
        return false;
    }
}
