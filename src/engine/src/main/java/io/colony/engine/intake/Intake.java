package io.colony.engine.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.ColonyException;
import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.workflow.Workflow;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Lets issues in: what the code host says about one is written down with a snapshot of its text, and the Mayor is woken.
 * An issue that is known already is left as it is. Safe for use by many threads.
 */
public final class Intake {
    private final Database database;
    private final InstantSource clock;
    private final Map<String, Forge> forges;
    private final Stores stores;
    private final IssueRegistration registration;

    /** The stores that intake writes to. */
    public record Stores(
            Repositories repositories, IssueStore issues, IssueTransitions transitions, WorkflowCatalog workflows) {}

    /**
     * @param workflow what new issues start with where nothing is set for their repository or tenant; it must be in the
     *     catalogue
     */
    public Intake(Database database, InstantSource clock, Map<String, Forge> forges, Stores stores, Workflow workflow) {
        this.database = database;
        this.clock = clock;
        this.forges = Map.copyOf(forges);
        this.stores = stores;
        this.registration = new IssueRegistration(
                clock,
                new IssueRegistration.Stores(stores.issues(), stores.transitions(), stores.workflows()),
                workflow);
    }

    /** Registers a repository of a code host, under the given tenant. */
    public Repository register(String tenant, String forgeName, String slug) {
        Forge.RepositoryInfo info = forge(forgeName).repository(slug);
        return database.inTransaction(
                transaction -> stores.repositories().register(transaction, tenant, forgeName, info, clock.instant()));
    }

    /** Replaces what the operator set for a repository. */
    public void set(Repository repository, JsonNode settings) {
        database.useTransaction(transaction -> stores.repositories().set(transaction, repository.id(), settings));
    }

    /**
     * Lets an issue in on behalf of somebody who may do so; whether they may is the caller's to have checked.
     *
     * @throws ColonyException when the repository is not registered
     */
    public Issue admit(IssueKey key, Actor by) {
        Repository repository = database.inTransaction(
                        transaction -> stores.repositories().find(transaction, key.repository()))
                .orElseThrow(() -> new ColonyException("Repository " + key.repository()
                        + " is not registered with Colony; register it before its issues."));
        ForgeIssue stated = forge(repository.forge()).issue(key);
        return database.inTransaction(transaction -> admit(transaction, repository, stated, by));
    }

    /** {@link #admit(IssueKey, Actor)} of what the code host stated a moment ago, within a transaction. */
    public Issue admit(Transaction transaction, Repository repository, ForgeIssue stated, Actor by) {
        return stores.issues().find(transaction, stated.key()).orElseGet(() -> {
            // A webhook and the poll may bring it at the same moment.
            stores.repositories().lock(transaction, repository.id());
            return stores.issues()
                    .find(transaction, stated.key())
                    .orElseGet(() -> registration.register(transaction, repository, stated, stated.author(), by));
        });
    }

    private Forge forge(String name) {
        return Optional.ofNullable(forges.get(name))
                .orElseThrow(() -> new ColonyException("No code host is configured under the name '" + name
                        + "'; known are " + forges.keySet() + "."));
    }
}
