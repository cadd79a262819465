package io.colony.engine.plugin;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something that a run leaves for the attempts and stages after it and for people.
 *
 * @param kind a name of its own, such as {@code licences}; two are understood by the engine's own stages: {@code
 *     findings}, a list of texts that the Builder is given, and {@code plan}, an object as the Surveyor leaves it
 * @param content at most 256 KB as text
 */
public record PluginArtifact(String kind, JsonNode content) {}
