package io.colony.engine.prompt;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a prompt is written from.
 *
 * @param stage the executor, such as {@code develop}
 * @param context the facts, in the shape that {@code docs/agents.md} describes
 * @param conventions the repository's own words to its contributors, from its default branch; may be empty
 * @param resultSchema the JSON Schema that the final document must match
 */
public record PromptInput(String stage, JsonNode context, String conventions, JsonNode resultSchema) {}
