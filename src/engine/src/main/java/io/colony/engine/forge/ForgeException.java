package io.colony.engine.forge;

import io.colony.engine.ColonyException;
import java.time.Duration;
import java.util.Optional;

/** The code host could not do what it was asked, in a way that no caller decides on. */
public final class ForgeException extends ColonyException {
    private static final long serialVersionUID = 1L;

    private final boolean worthRetrying;
    private final transient Optional<Duration> retryAfter;

    private ForgeException(String message, Throwable cause, boolean worthRetrying) {
        super(message, cause);
        this.worthRetrying = worthRetrying;
        this.retryAfter = Optional.empty();
    }

    private ForgeException(String message, boolean worthRetrying, Optional<Duration> retryAfter) {
        super(message);
        this.worthRetrying = worthRetrying;
        this.retryAfter = retryAfter;
    }

    /** It may go through later: unreachable, 5xx, rate limit. */
    public static ForgeException temporary(String message, Throwable cause) {
        return new ForgeException(message, cause, true);
    }

    /** {@link #temporary(String, Throwable)} where no other exception is behind it. */
    public static ForgeException temporary(String message) {
        return new ForgeException(message, true, Optional.empty());
    }

    /**
     * The code host asks to be left alone for a while: all of it, not only for what was asked.
     *
     * @param retryAfter how long, as {@code Retry-After} or the limit's reset says
     */
    public static ForgeException rateLimited(String message, Duration retryAfter) {
        return new ForgeException(message, true, Optional.of(retryAfter));
    }

    /** It will not go through by itself: missing repository, refused credential, invalid request. */
    public static ForgeException permanent(String message, Throwable cause) {
        return new ForgeException(message, cause, false);
    }

    /** {@link #permanent(String, Throwable)} where no other exception is behind it. */
    public static ForgeException permanent(String message) {
        return new ForgeException(message, false, Optional.empty());
    }

    public boolean worthRetrying() {
        return worthRetrying;
    }

    /** How long the code host asks to wait, where it says so. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
