package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something that a stage leaves for the attempts after it and for people.
 *
 * @param kind such as {@code plan}, {@code development}, {@code evidence}, {@code conflict}, {@code failure}
 */
public record Artifact(String kind, JsonNode content) {}
