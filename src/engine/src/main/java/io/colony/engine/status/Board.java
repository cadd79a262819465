package io.colony.engine.status;

import io.colony.engine.database.Database;
import io.colony.engine.issue.WorkflowCatalog;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Issues by state. Reads only, each method in one transaction of its own. Safe for use by many threads.
 *
 * <p>Every method throws {@link StoreUnavailableException} while the store does not answer.
 */
public interface Board {
    /** The board of a store. */
    static Board postgres(Database database, InstantSource clock) {
        return new PostgresBoard(database, clock, WorkflowCatalog.postgres(clock));
    }

    /**
     * A column for each state, in the workflow's order. Where issues run in several workflows, the one that most of the
     * cards are of comes first, and then what the others have besides. Without an issue they are those of {@code
     * colony-default}.
     *
     * @param repository {@code owner/name}; all repositories where empty
     */
    List<BoardColumn> columns(Optional<String> repository);
}
