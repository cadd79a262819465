package io.colony.engine.git;

import io.colony.engine.ColonyException;
import java.util.List;

/** What an agent made, or somebody pushed, is not taken over; the message tells what to mend. */
public class RefusedContent extends ColonyException {
    private static final long serialVersionUID = 1L;

    /** In git's words, and in those of what reads them. */
    private static final List<String> BOUNDS = List.of("attempting to allocate", "It printed more than");

    public RefusedContent(String message) {
        super(message);
    }

    public RefusedContent(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * What to throw for a failure of {@link GitCommand#bounded}: this where git met a bound, which it does not on another day
     * either, else the failure.
     */
    public static ColonyException judged(GitException failure) {
        String words = String.valueOf(failure.getMessage());
        return BOUNDS.stream().anyMatch(words::contains)
                ? new RefusedContent(
                        "Something that was committed is too large to be looked at when it is unpacked: a commit or a"
                                + " directory of more than 256 MiB, or a long list of files. Take it out of all commits.",
                        failure)
                : failure;
    }
}
