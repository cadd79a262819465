package io.colony.engine.recovery.survival;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Merged changes and what became of them. A change gets one outcome, which never changes. Every method takes part in the
 * given transaction.
 */
public interface Survivals {
    /** Survivals in Postgres. */
    static Survivals postgres() {
        return new PostgresSurvivals();
    }

    /** Changes merged since then whose fate is open, the oldest first; at most 5,000. */
    List<MergeWatch> open(Transaction transaction, Instant mergedSince);

    /** Books what became of a change; {@code false}, and nothing is changed, where that was booked already. */
    boolean book(Transaction transaction, Booking booking, Instant now);

    /** Changes that were found reverted, or to have broken the base, since then; the oldest first, at most 200. */
    List<Setback> setbacks(Transaction transaction, Instant decidedSince);

    /** What became of the changes that were merged since then, by who built them; most merges first. */
    List<Tally> tally(Transaction transaction, Instant mergedSince);

    /**
     * What became of a change.
     *
     * @param shownBy the commit that shows it
     * @param reason in words for people
     */
    record Booking(MergeWatch watch, SurvivalOutcome outcome, Optional<String> shownBy, String reason) {}

    /** A change that did not stand, as it was booked. */
    record Setback(IssueKey key, SurvivalOutcome outcome, String reason, Instant decidedAt) {}

    /**
     * Of one back end and model.
     *
     * @param backEnd {@code person} where no run built the change
     * @param open still watched; with the four outcomes they are {@code merged}
     */
    record Tally(
            String backEnd,
            Optional<String> model,
            long merged,
            long open,
            long survived,
            long reverted,
            long brokeTheBase,
            long unknown) {}
}
