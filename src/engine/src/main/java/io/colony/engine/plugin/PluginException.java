package io.colony.engine.plugin;

import io.colony.engine.ColonyException;

/** A plugin cannot be used. The message names its JAR or its class, and the cure. */
public final class PluginException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public PluginException(String message) {
        super(message);
    }

    public PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
