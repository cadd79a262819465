package io.colony.engine.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;

/**
 * One run of an agent program.
 *
 * @param stage the executor that asks, such as {@code develop}
 * @param prompt what the model is to read; goes to standard input, never into arguments
 * @param context the same facts as data, for programs that are no model (documented in {@code docs/agents.md})
 * @param resultSchema the JSON Schema that the final document must match
 * @param workspace the directory to run in
 * @param home a fresh, empty directory that becomes the program's {@code HOME}
 * @param environment added to the clean environment; never a code host's token
 * @param limits when to end it
 */
public record AgentRequest(
        String stage,
        String prompt,
        JsonNode context,
        JsonNode resultSchema,
        Path workspace,
        Path home,
        Map<String, String> environment,
        AgentLimits limits) {}
