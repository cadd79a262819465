package io.colony.engine.process;

import java.time.Duration;
import java.util.Optional;

/** Told of the output of a supervised program as it comes. */
@FunctionalInterface
public interface LineListener {
    /**
     * A line, without its end; invalid UTF-8 is replaced, a line that was cut says so in {@code cut}.
     *
     * @return what the line means for the inactivity limit
     */
    Activity line(Stream stream, String line, boolean cut);

    /** Where a line came from. */
    enum Stream {
        STDOUT,
        STDERR
    }

    /**
     * What a line means for the inactivity limit.
     *
     * @param alive whether it counts as an event: the waiting begins anew
     * @param patience how long to wait from now on; empty for the limit of the spec
     */
    record Activity(boolean alive, Optional<Duration> patience) {
        public static final Activity ALIVE = new Activity(true, Optional.empty());
        public static final Activity NONE = new Activity(false, Optional.empty());
    }
}
