package io.colony.engine.status;

import io.colony.engine.database.Database;
import io.colony.engine.issue.IssueKey;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What was spent, by day and by everything else that people ask for. Read from roll-ups, never from single events. Safe for
 * use by many threads. Throws {@link StoreUnavailableException} while the store does not answer.
 */
public interface CostPages {
    /** The costs of a store. */
    static CostPages postgres(Database database, InstantSource clock) {
        return new PostgresCostPages(database, clock);
    }

    /** The most repositories that {@link #ceilings} lists. */
    int MOST_CEILINGS = 50;

    /**
     * What repositories have spent of the present day, those that spent most first; {@value #MOST_CEILINGS} at most.
     *
     * @param repository {@code owner/name}; all repositories where empty
     */
    List<DayCeiling> ceilings(Optional<String> repository);

    /** The present UTC day. */
    LocalDate today();

    /**
     * What a span of days cost.
     *
     * @param repository {@code owner/name}; all repositories where empty; one that is not known has cost nothing
     * @param from the first UTC day
     * @param to the first UTC day that is left out
     */
    CostPage costs(Optional<String> repository, LocalDate from, LocalDate to);

    /**
     * What an issue has cost so far; empty when no such issue is known. Of a stage that holds an estimate, all counts as
     * estimated.
     */
    Optional<CostPart> issue(IssueKey key);
}
