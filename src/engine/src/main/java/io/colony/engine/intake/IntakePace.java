package io.colony.engine.intake;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import java.time.Instant;
import java.util.Optional;

/** Keeps to {@link IntakeRate}, in all processes of a store together. */
public interface IntakePace {
    /** Kept in Postgres. */
    static IntakePace postgres(IntakeRate rate) {
        return new PostgresIntakePace(rate);
    }

    /**
     * Counts an issue as let in, in the given transaction, where the rate leaves room for it; else nothing is changed.
     *
     * <p>Holds the repository's row until the transaction ends: whoever takes for several repositories in one transaction does
     * so in the order of their ids.
     *
     * @return what it has to wait for; empty where it may come
     */
    Optional<Hold> take(Transaction transaction, Issue issue, Instant now);

    /**
     * @param until when to ask again
     * @param why for people, such as "60 issues an hour of mona in acme/shop (intake.per_author)"
     */
    record Hold(Instant until, String why) {}
}
