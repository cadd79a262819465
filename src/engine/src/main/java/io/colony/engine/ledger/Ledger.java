package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.Optional;

/**
 * Reservations before a run, settlement after it, and totals that equal the sum of the events at every commit.
 *
 * <p>All methods take part in the given transaction: a claim reserves in the transaction that claims, a result settles in
 * the transaction that changes the issue's state. The rows of {@code ledger_totals} are locked in the order issue,
 * repository, tenant, so that concurrent claims cannot pass a ceiling together and cannot deadlock.
 *
 * <p>A reservation counts in the UTC day and month in which it was made, an event in those of its time. A reservation
 * that is still open when the day or month has changed counts against the new one as well, so that a run that crosses
 * midnight cannot carry the new day over its ceiling.
 */
public interface Ledger {
    /**
     * The ledger in the store.
     *
     * @param defaults the ceilings where no override is in force
     */
    static Ledger postgres(Ceilings defaults) {
        return new PostgresLedger(defaults);
    }

    /** Whether the run's ceiling still fits under the ceilings of its issue, its repository's day and its tenant's month. */
    Admission admit(Transaction transaction, Account account, Usd runCeiling, Instant now);

    /** Reserves for a run that was admitted in this same transaction. A run reserves once. */
    void reserve(Transaction transaction, Account account, long runId, Usd usd, Instant now);

    /**
     * Books what a run cost and closes its reservation. A cost event that was booked before, by its key, changes nothing,
     * so that a repeat is harmless.
     */
    void settle(Transaction transaction, Account account, CostEvent event);

    /**
     * Closes a reservation of a run whose agent never started; nothing is booked. Does nothing where the run has no open
     * reservation.
     */
    void release(Transaction transaction, Account account, long runId, Instant now);

    /** What has been reserved for the run and is still open. */
    Optional<Usd> openReservation(Transaction transaction, long runId);

    /** The ceilings in force for an account, with overrides that have not expired. */
    Ceilings ceilings(Transaction transaction, Account account, Instant now);

    /**
     * Raises a ceiling for 48 hours, to at most three times the default. The newest raise that has not expired is in
     * force; nothing is ever changed or removed.
     *
     * @param scopeId the issue's, repository's or tenant's id; for {@link Scope#RUN} the id of the issue whose runs it is for
     * @param usd the new ceiling itself, not what is added to the old one
     * @param by who asked for it
     */
    Raise raise(Transaction transaction, Scope scope, long scopeId, Usd usd, String by, String reason, Instant now);

    /** Whose money it is. */
    record Account(long tenantId, long repositoryId, long issueId) {}

    /** The answer to "may this run start". */
    sealed interface Admission {
        /** Yes. */
        record Granted(Usd runCeiling) implements Admission {}

        /**
         * Not now.
         *
         * @param scope the ceiling that would be passed
         * @param reserved by runs that are still open, those of an earlier day or month included
         * @param onlyReservations whether it would fit if open reservations settled at nothing
         * @param reason with the figures, in words for people
         */
        record Exceeded(Scope scope, Usd ceiling, Usd spent, Usd reserved, boolean onlyReservations, String reason)
                implements Admission {}
    }

    /** The answer to a request to raise a ceiling. */
    sealed interface Raise {
        /** It is in force until then. */
        record Granted(Usd ceiling, Instant expiresAt) implements Raise {}

        /** Nothing was changed; the reason says what would be possible. */
        record Refused(String reason) implements Raise {}
    }

    /** What a ceiling limits. */
    enum Scope {
        RUN,
        ISSUE,
        REPOSITORY,
        TENANT
    }
}
