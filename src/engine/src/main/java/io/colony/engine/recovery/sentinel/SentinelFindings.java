package io.colony.engine.recovery.sentinel;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the detectors have found, kept for people. Every method takes part in the given transaction. */
public interface SentinelFindings {
    /** Findings in Postgres. */
    static SentinelFindings postgres() {
        return new PostgresSentinelFindings();
    }

    /** Keeps what a detector sees now, and marks as resolved what it does not see any more. */
    void record(Transaction transaction, String detector, List<Finding> seen, Instant now);

    /** Notes that something was done about an open finding. */
    void acted(Transaction transaction, String detector, String subject, String act, Instant now);

    /** What a person is to know of this subject, as long as it lasts. */
    Optional<String> open(Transaction transaction, String detector, String subject);

    /** Marks as resolved what a person has decided about, before the detector looks again. */
    void resolve(Transaction transaction, String detector, String subject, Instant now);

    /** Open ones first, then resolved ones, the newest first. */
    List<Entry> list(Transaction transaction, int limit);

    /** Of this id, whether it lasts or not. */
    Optional<Entry> find(Transaction transaction, long id);

    /** Those that last and that a person is to know of, the oldest first. */
    List<Entry> forPeople(Transaction transaction, int most);

    /**
     * A finding.
     *
     * @param forPeople whether a person is to know of it: the Sentinel does not see to it by itself
     * @param timesSeen by how many looks
     * @param acts how often the Sentinel did something about it
     * @param resolvedAt when it was seen no more; empty while it lasts
     */
    record Entry(
            long id,
            String detector,
            String subject,
            String reason,
            Instant firstSeen,
            Instant lastSeen,
            boolean forPeople,
            int timesSeen,
            int acts,
            Optional<String> lastAct,
            Optional<Instant> resolvedAt) {}
}
