package io.colony.bench;

import io.colony.engine.ColonyException;

/** A run that could not be carried out; what was measured until then stands. */
public class BenchException extends ColonyException {
    private static final long serialVersionUID = 1L;

    public BenchException(String message) {
        super(message);
    }

    public BenchException(String message, Throwable cause) {
        super(message, cause);
    }
}
