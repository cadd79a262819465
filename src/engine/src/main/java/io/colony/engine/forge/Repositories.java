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

    /** By its name, or by one that it had before and nobody else has now. */
    Optional<Repository> find(Transaction transaction, String slug);

    /** The one that the code host knows under this id, whatever its name is. */
    Optional<Repository> findHosted(Transaction transaction, String forge, String hostId);

    /** Whether the code host's id of the repository is written down. */
    boolean hosted(Transaction transaction, long id);

    /**
     * Brings name, default branch, URL and id up to what the code host states. The name that it had stays known.
     *
     * @return {@code false} when that is what is written down already
     * @throws io.colony.engine.ColonyException when the new name is another repository's here
     */
    boolean restate(Transaction transaction, Repository repository, Forge.RepositoryInfo info, Instant now);

    /** @throws io.colony.engine.ColonyException when there is none of that id */
    default Repository get(Transaction transaction, long id) {
        return ask(transaction, id)
                .first()
                .orElseThrow(() -> new ColonyException("There is no repository with id " + id
                        + " in the store, though something there names it. Was a part of the store restored or deleted"
                        + " by hand? 'colony repository list' names what there is."));
    }

    /** The same without waiting; empty when there is none of that id. */
    Answer<Repository> ask(Transaction transaction, long id);

    /** Has whoever registers issues of the repository go one after another, until the transaction ends. */
    void lock(Transaction transaction, long id);

    /** All of them, by slug. */
    List<Repository> all(Transaction transaction);
}
