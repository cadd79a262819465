package io.colony.engine.agent.command;

import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.agent.ProviderPause;

/** What one line of the protocol says. */
sealed interface ProtocolLine {
    /** Something happened. */
    record Happened(AgentEvent event) implements ProtocolLine {}

    /** Totals so far. */
    record Used(AgentUsage usage) implements ProtocolLine {}

    /** The final document. */
    record Ended(AgentEvent.Result result) implements ProtocolLine {}

    /** The error flag: the run has failed. */
    record Failed(ErrorClass errorClass, String message, ProviderPause pause) implements ProtocolLine {}

    /** Not a line of the protocol. */
    record Noise() implements ProtocolLine {}

    /** Whose failure it is. */
    enum ErrorClass {
        PROVIDER,
        CONTENT,
        PERMANENT
    }
}
