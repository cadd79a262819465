package io.colony.engine;

/**
 * The base of everything the engine throws on purpose.
 *
 * <p>The message is meant for a person: what happened, where (with the ids), and what to do about it.
 */
public class ColonyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ColonyException(String message) {
        super(message);
    }

    public ColonyException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Never null: nothing of the engine's is thrown without one. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
