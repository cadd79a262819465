package io.colony.engine.forge;

import com.fasterxml.jackson.databind.JsonNode;
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
    Repository get(Transaction transaction, long id);

    /** All of them, by slug. */
    List<Repository> all(Transaction transaction);
}
