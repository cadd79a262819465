package io.colony.engine.prompt;

import io.colony.engine.ColonyException;

/** A prompt cannot be written. */
public final class PromptException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public PromptException(String message) {
        super(message);
    }

    public PromptException(String message, Throwable cause) {
        super(message, cause);
    }
}
