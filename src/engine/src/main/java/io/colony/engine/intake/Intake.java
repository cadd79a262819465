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
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.workflow.Workflow;
import java.time.InstantSource;
import java.util.List;
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
    private final HostThreads threads = HostThreads.postgres();
    private final HostLinks links;

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
        this.links = new HostLinks(stores.issues(), Dependencies.postgres(clock));
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

    /**
     * Lets an issue in for somebody who names it, as their label on it would: where they may write to its repository at this
     * moment, and it is open. Not to be called within a transaction.
     *
     * @param login as the code host knows them
     */
    public Admission ask(IssueKey key, String login) {
        Optional<Repository> repository =
                database.inTransaction(transaction -> stores.repositories().find(transaction, key.repository()));
        if (repository.isEmpty()) {
            return new Admission.Refused("There is no repository " + key.repository() + " here.");
        }
        HostSite site = new HostSite(forge(repository.get().forge()), repository.get());
        IssueKey present = site.key(key.number());
        if (site.forge().isOwn(login)) {
            return new Admission.Refused(
                    "Colony itself is signed in as " + login + " on the code host, and what it does there"
                            + " counts for no person. Give it an account of its own.");
        }
        if (!site.mayWrite(login)) {
            return new Admission.Refused(login + " may not write to " + site.slug() + ", which this takes.");
        }
        Optional<Issue> known =
                database.inTransaction(transaction -> stores.issues().find(transaction, present));
        if (known.isPresent()) {
            return new Admission.Admitted(known.get());
        }
        ForgeIssue stated = site.forge().issue(present);
        return stated.open()
                ? new Admission.Admitted(letIn(site, stated, Actor.operator(login)))
                : new Admission.Refused(present + " is closed; open it on the code host first.");
    }

    /** What came of asking. */
    public sealed interface Admission {
        /** It is in, now or since before. */
        record Admitted(Issue issue) implements Admission {}

        /** It is not, and why. */
        record Refused(String why) implements Admission {}
    }

    /**
     * Lets in what the code host stated a moment ago, with what it says that the issue waits for; what was said on it until
     * now is no command. Whether whoever lets it in may do so is the caller's to have checked.
     */
    Issue letIn(HostSite site, ForgeIssue stated, Actor by) {
        long newest = site.forge().newestComment(stated.key());
        List<IssueKey> waitsFor = HostLinks.read(site.forge(), stated.key());
        return database.inTransaction(transaction -> {
            Issue issue = admit(transaction, site.repository(), stated, by);
            threads.begin(transaction, issue.id(), newest);
            links.record(transaction, issue, waitsFor);
            return issue;
        });
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
