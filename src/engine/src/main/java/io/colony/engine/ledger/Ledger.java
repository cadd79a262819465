package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Reservations before a run, settlement after it, and totals that equal the sum of the events at every commit.
 *
 * <p>All methods take part in the given transaction: a claim reserves in the transaction that claims, a result settles in
 * the transaction that changes the issue's state. The rows of {@code ledger_totals} are locked in the order issue,
 * repository's days, repository's months, and last, only where a tenant has a ceiling, the tenant, so that concurrent
 * claims cannot pass a ceiling together and cannot deadlock. For that a transaction works for one account: whoever was
 * refused ends its transaction before it admits for another account.
 *
 * <p>A reservation counts in the UTC day and month in which it was made, an event in those of its time. A reservation
 * that is still open when the day or month has changed counts against the new one as well, so that a run that crosses
 * midnight cannot carry the new day over its ceiling.
 */
public interface Ledger {
    /** The ledger in the store, to which nobody listens. */
    static Ledger postgres(Ceilings defaults) {
        return postgres(defaults, BudgetListener.NONE);
    }

    /**
     * The ledger in the store.
     *
     * @param defaults the ceilings where no override is in force
     * @param listener told of warnings, and of room for what waits
     */
    static Ledger postgres(Ceilings defaults, BudgetListener listener) {
        return new PostgresLedger(defaults, listener);
    }

    /**
     * Whether the run's ceiling still fits under the ceilings of its issue, its repository's day and its tenant's month.
     * Records a warning where a ceiling is near or reached.
     */
    Admission admit(Transaction transaction, Account account, Usd runCeiling, Instant now);

    /** The same for what a run of this account may cost at most. */
    Admission admit(Transaction transaction, Account account, Instant now);

    /**
     * Reserves for a run that was admitted in this same transaction, without waiting: sent with the next statement or the
     * commit. A run reserves once; a second time fails the transaction.
     */
    void reserve(Transaction transaction, Account account, long runId, Usd usd, Instant now);

    /**
     * Books what a run cost and closes its reservation, and lets what waited for the money try again. A cost event that
     * was booked before, by its key, changes nothing, so that a repeat is harmless; with one exception: where the event
     * that was booked is an estimate and this one says something else, the estimate is taken back and this one is booked
     * in its place, in the estimate's day and once.
     *
     * @param event of kind {@link CostEvent.Kind#INVOCATION}
     */
    void settle(Transaction transaction, Account account, CostEvent event);

    /**
     * Closes a reservation of a run whose agent never started, and lets what waited for the money try again; nothing is
     * booked. Does nothing where the run has no open reservation.
     */
    void release(Transaction transaction, Account account, long runId, Instant now);

    /**
     * Notes that an issue waits for money until there is room or somebody raises the ceiling. The note goes when the issue
     * is admitted.
     *
     */
    void noteWait(Transaction transaction, Account account, Wait wait, Instant now);

    /** What the account's issue has cost so far: all events that are booked, this transaction's included. Nothing without one. */
    Usd spent(Transaction transaction, Account account);

    /** What has been reserved for the run and is still open. */
    Optional<Usd> openReservation(Transaction transaction, long runId);

    /** The ceilings in force for an account, with overrides that have not expired. */
    Ceilings ceilings(Transaction transaction, Account account, Instant now);

    /**
     * Raises a ceiling for 48 hours, to at most three times the default, and lets what waited for it try again. The newest
     * raise that has not expired is in force; nothing is ever changed or removed. {@link Budgets} does this for people,
     * with an audit row.
     *
     * @param scopeId the issue's, repository's or tenant's id; for {@link Scope#RUN} the id of the issue whose runs it is for
     * @param usd the new ceiling itself, not what is added to the old one
     * @param by who asked for it
     */
    Raise raise(Transaction transaction, Scope scope, long scopeId, Usd usd, String by, String reason, Instant now);

    /**
     * What an issue waits for.
     *
     * @param needed what its next run would reserve
     * @param stopped whether the issue is failure-blocked and needs a retry; otherwise its task is held
     */
    record Wait(Scope scope, Usd needed, boolean stopped, String reason) {}

    /**
     * Whose money it is.
     *
     * @param issue its id; empty where a run is for no issue, so that only the repository's and the tenant's ceilings count
     */
    record Account(long tenantId, long repositoryId, Optional<Long> issue) {
        public Account(long tenantId, long repositoryId, long issueId) {
            this(tenantId, repositoryId, Optional.of(issueId));
        }

        /** A repository's own. */
        public static Account ofRepository(long tenantId, long repositoryId) {
            return new Account(tenantId, repositoryId, Optional.empty());
        }

        /** @throws java.util.NoSuchElementException where it is no issue's */
        public long issueId() {
            return issue.orElseThrow();
        }

        boolean limitedBy(Scope scope) {
            return scope != Scope.ISSUE || issue.isPresent();
        }

        /** Which of the three a scope is about. */
        long id(Scope scope) {
            return switch (scope) {
                case RUN, ISSUE -> issueId();
                case REPOSITORY -> repositoryId;
                case TENANT -> tenantId;
            };
        }
    }

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
        TENANT;

        /** As the store names it. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Scope ofSlug(String slug) {
            return valueOf(slug.toUpperCase(Locale.ROOT));
        }
    }
}
