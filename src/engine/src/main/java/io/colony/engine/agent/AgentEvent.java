package io.colony.engine.agent;

import com.fasterxml.jackson.databind.JsonNode;

/** Something that an agent program reported while it ran. Text is as the program wrote it, already redacted. */
public sealed interface AgentEvent {
    /** The program is up. */
    record Started(String detail) implements AgentEvent {}

    /** The model said something. */
    record Text(String text) implements AgentEvent {}

    /** A tool call began. */
    record ToolStarted(String id, String tool, String input) implements AgentEvent {}

    /** A tool call ended. */
    record ToolEnded(String id, boolean ok, String output) implements AgentEvent {}

    /** Totals so far. */
    record Usage(AgentUsage usage) implements AgentEvent {}

    /** The final document. */
    record Result(JsonNode document) implements AgentEvent {}

    /** The program reported a problem; not necessarily the end. */
    record Problem(String message) implements AgentEvent {}

    /** A sign of life that tells nothing else; not kept. */
    record Alive() implements AgentEvent {}

    /** A line that is no event of the protocol, kept for the transcript. */
    record Noise(String stream, String line) implements AgentEvent {}
}
