package io.colony.engine.recovery;

import io.colony.engine.database.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who does what must not be done twice. A duty has one holder under a lease, and a token that rises with each new holder.
 * The lease decides who may take over; the token decides whose acts count: {@link #holds} is asked in the transaction of
 * the act, so that a holder that was paused for a minute changes nothing after another took over, whatever clocks say.
 * Every method takes part in the given transaction.
 */
public interface Leadership {
    /** The duty of running the Sentinel. */
    String SENTINEL = "sentinel";

    /** Leadership in Postgres. */
    static Leadership postgres() {
        return new PostgresLeadership();
    }

    /**
     * Takes a duty that nobody holds, or renews one's own.
     *
     * @param holder names one instance of the program and no other, ever
     * @return the term; empty while another holds it
     */
    Optional<Term> claim(Transaction transaction, String duty, String holder, Instant now, Duration lease);

    /**
     * Whether the term is still current. It stays so until the transaction ends: nobody takes over meanwhile.
     */
    boolean holds(Transaction transaction, Term term);

    /** Ends one's own term, so that another need not wait for the lease. */
    void resign(Transaction transaction, Term term, Instant now);

    /** Who holds the duty, or held it last. */
    Optional<Leader> leader(Transaction transaction, String duty);

    /** A holder's time in office; every takeover has a greater token. */
    record Term(String duty, String holder, long token) {}

    /**
     * As people see it.
     *
     * @param leaseUntil in the past where it has been given up, or its holder fell silent
     */
    record Leader(String duty, String holder, long token, Instant since, Instant leaseUntil) {}
}
