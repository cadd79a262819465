package io.colony.engine.forge;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads a code host's webhooks. Safe for use by many threads. */
public interface SignalReader {
    /**
     * What the payload of a webhook says. Anything that is not of the expected form is {@link HostSignal.Irrelevant} with
     * the reason; nothing is thrown.
     *
     * @param event as the header names it, such as {@code issue_comment}
     */
    HostSignal read(String event, JsonNode payload);
}
