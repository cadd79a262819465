package io.colony.engine.forge;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.ColonyException;
import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The repositories that Colony works on, and the tenants they belong to. Takes part in the given transaction. */
public interface Repositories {
    static Repositories postgres() {
        return new PostgresRepositories();
    }

    /** Registers a repository, or brings what the code host states about it up to date. */
    Repository register(Transaction transaction, String tenant, String forge, Forge.RepositoryInfo info, Instant now);

    /** Replaces what the operator set for the repository. */
    void set(Transaction transaction, long id, JsonNode settings);

    Optional<Repository> find(Transaction transaction, String slug);

    /** @throws io.colony.engine.ColonyException when there is none of that id */
    default Repository get(Transaction transaction, long id) {
        return ask(transaction, id)
                .first()
                .orElseThrow(() -> new ColonyException("There is no repository with id " + id + " in the store."));
    }

    /** The same without waiting; empty when there is none of that id. */
    Answer<Repository> ask(Transaction transaction, long id);

    /** All of them, by slug. */
    List<Repository> all(Transaction transaction);
}
