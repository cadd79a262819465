package io.colony.engine.agent.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.agent.ProviderPause;
import java.util.Optional;

/** What one line of a program's output says. */
public sealed interface StreamLine {
    /** Something happened. */
    record Happened(AgentEvent event) implements StreamLine {}

    /**
     * Totals so far.
     *
     * @param complete whether the program will not use more than this; otherwise it is a lower bound
     */
    record Used(AgentUsage usage, boolean complete) implements StreamLine {}

    /**
     * The terminal line of a run that the program takes for a good one.
     *
     * @param document what it hands in; empty where its answer holds no single JSON document
     */
    record Ended(Optional<JsonNode> document) implements StreamLine {}

    /** The error flag: the run has failed. */
    record Failed(ErrorClass errorClass, String message, ProviderPause pause) implements StreamLine {
        public Failed(ErrorClass errorClass, String message) {
            this(errorClass, message, ProviderPause.UNKNOWN);
        }
    }

    /** Not a line of the program's protocol. */
    record Noise() implements StreamLine {}

    /** Whose failure it is. */
    enum ErrorClass {
        /** The model's provider refuses for now, or cannot be reached. */
        PROVIDER,
        /** The connection to the provider broke in the middle of an answer, which may have cost something. */
        BROKEN,
        /** This attempt brought nothing that could be used. */
        CONTENT,
        /** Another try will not help. */
        PERMANENT,
        /** The program counted more turns than it was given. */
        TURNS,
        /** The program counted more money than it was given. */
        BUDGET
    }
}
