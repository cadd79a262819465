package io.colony.web.host.ask;

import io.colony.engine.command.CommandName;
import io.colony.engine.intake.Intake;
import io.colony.engine.status.CostPages;
import io.colony.engine.status.ReviewCheck;
import io.colony.engine.status.StatusQueries;
import io.colony.web.act.Commands;
import java.util.Optional;

/** Asked once, or again and again until there is an answer. Used by one thread at a time. */
public interface Question {
    /** The permission that it takes, and where. */
    Need need();

    /**
     * Asks.
     *
     * @throws io.colony.engine.ColonyException where it is refused
     * @throws io.colony.engine.database.DatabaseException where the store is away: it may be asked again
     * @throws io.colony.engine.status.StoreUnavailableException the same
     */
    Answer look(Doors doors, Asker asker);

    /** What a code host may show of the answer beside a change; empty where that is nothing, or not there yet. */
    default Optional<ReviewCheck> check() {
        return Optional.empty();
    }

    /** Where it is asked. */
    record Doors(Commands commands, Intake intake, StatusQueries status, CostPages costs) {}

    /**
     * Who asks.
     *
     * @param login as the code host knows them
     * @param name of the request: by it the same one is carried out once
     */
    record Asker(String login, CommandName name) {}
}
