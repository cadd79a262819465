package io.colony.engine.yaml;

import io.colony.engine.ColonyException;

/** A YAML file does not say what it should; the message begins with {@code file:line:}. */
public final class YamlException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public YamlException(String message) {
        super(message);
    }
}
