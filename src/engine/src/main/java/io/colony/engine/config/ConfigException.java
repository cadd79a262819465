package io.colony.engine.config;

import io.colony.engine.ColonyException;

/** A setting does not say what it should; the message names the place, the setting and the cure. */
public final class ConfigException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
