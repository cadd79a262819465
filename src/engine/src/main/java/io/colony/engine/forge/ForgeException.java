package io.colony.engine.forge;

import io.colony.engine.ColonyException;

/** The code host could not do what it was asked, in a way that no caller decides on. */
public final class ForgeException extends ColonyException {
    private static final long serialVersionUID = 1L;

    private final boolean worthRetrying;

    private ForgeException(String message, Throwable cause, boolean worthRetrying) {
        super(message, cause);
        this.worthRetrying = worthRetrying;
    }

    private ForgeException(String message, boolean worthRetrying) {
        super(message);
        this.worthRetrying = worthRetrying;
    }

    /** It may go through later: unreachable, 5xx, rate limit. */
    public static ForgeException temporary(String message, Throwable cause) {
        return new ForgeException(message, cause, true);
    }

    /** {@link #temporary(String, Throwable)} where no other exception is behind it. */
    public static ForgeException temporary(String message) {
        return new ForgeException(message, true);
    }

    /** It will not go through by itself: missing repository, refused credential, invalid request. */
    public static ForgeException permanent(String message, Throwable cause) {
        return new ForgeException(message, cause, false);
    }

    /** {@link #permanent(String, Throwable)} where no other exception is behind it. */
    public static ForgeException permanent(String message) {
        return new ForgeException(message, false);
    }

    public boolean worthRetrying() {
        return worthRetrying;
    }
}
