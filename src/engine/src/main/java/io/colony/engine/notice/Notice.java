package io.colony.engine.notice;

import java.time.Instant;
import java.util.List;

/** What a person is told. */
public sealed interface Notice {
    /** Names it for ever: who gets it twice, since delivery is at least once, knows it by this. */
    String id();

    /** Logins on the code host, those that the notice is for. */
    List<String> people();

    /**
     * An issue waits for somebody.
     *
     * @param reminder 0 for the first time, then counted
     */
    record Waiting(String id, List<String> people, WaitingIssue issue, int reminder) implements Notice {}

    /** Operators are to know something. */
    record Alarm(String id, List<String> people, Alert alert) implements Notice {}

    /**
     * All that waits for one person, and for an operator all that is to be known.
     *
     * @param from when the digest's period began
     * @param until when it ends, and the next digest comes
     * @param issues longest waiting first
     * @param leftOut how many more there are
     * @param alerts findings that last, and the warnings of the period before; the first few
     */
    record Digest(
            String id,
            List<String> people,
            Instant from,
            Instant until,
            List<WaitingIssue> issues,
            int leftOut,
            List<Alert> alerts)
            implements Notice {}
}
