package io.colony.runner.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.agent.AgentProbe;
import io.colony.engine.agent.AgentType;
import io.colony.engine.agent.UsageReporting;
import io.colony.engine.config.AgentSettings;

/** What {@code colony check} says about an agent program. */
final class AgentWords {
    private AgentWords() {}

    /** One line for people. */
    static String of(AgentType type, AgentProbe probe) {
        return type.slug() + ": " + probe.detail() + untried(type, probe) + "; " + usage(type.usage());
    }

    /** The same for programs. */
    static ObjectNode json(AgentSettings agent, AgentProbe probe) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", agent.name());
        json.put("type", agent.type().slug());
        json.put("ok", probe.available());
        json.put("program", probe.program().orElse(null));
        json.put("version", probe.version().orElse(null));
        json.put(
                "tried",
                probe.version().map(agent.type().triedVersions()::contains).orElse(false));
        json.put("model", agent.model().orElse(null));
        json.put("usage", agent.type().usage() == UsageReporting.LIVE ? "live" : "at-end");
        json.put("detail", probe.detail());
        return json;
    }

    private static String untried(AgentType type, AgentProbe probe) {
        boolean untried = probe.version()
                .filter(version ->
                        !type.triedVersions().isEmpty() && !type.triedVersions().contains(version))
                .isPresent();
        return untried ? " (tried with " + String.join(", ", type.triedVersions()) + ")" : "";
    }

    private static String usage(UsageReporting reporting) {
        return switch (reporting) {
            case LIVE -> "its cost is known while it runs";
            case AT_END -> "its cost is known only at the end";
        };
    }
}
