package io.colony.engine.intake;

import io.colony.engine.ColonyException;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.Repository;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.StartWorkflows;
import io.colony.engine.issue.StartWorkflows.Version;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import java.time.InstantSource;

/**
 * Writes an issue of the code host down: with a snapshot of its text, in the workflow that its repository starts issues
 * with, and let in. Takes part in the given transaction.
 */
public final class IssueRegistration {
    private final Arrivals arrivals;
    private final Stores stores;
    private final Workflow installation;
    private final StartWorkflows starts = StartWorkflows.postgres();

    /** The stores that an issue is written to. */
    public record Stores(IssueStore issues, IssueTransitions transitions, WorkflowCatalog workflows) {}

    /** @param installation what issues start with where nothing else is set; it must be in the catalogue */
    public IssueRegistration(InstantSource clock, Stores stores, Workflow installation) {
        this.arrivals = new Arrivals(clock, stores);
        this.stores = stores;
        this.installation = installation;
    }

    /** The workflow that the repository's issues start with. */
    public Workflow workflow(Transaction transaction, Repository repository) {
        Version version =
                starts.of(transaction, repository.id()).orElse(new Version(installation.id(), installation.version()));
        Workflow workflow = stores.workflows().get(transaction, version.id(), version.version());
        if (workflow.subject() != Workflow.Subject.ISSUES) {
            throw new ColonyException("Issues of " + repository.slug() + " are to start with " + version
                    + ", through which pull requests move that people wrote. Set another: colony workflow use.");
        }
        return workflow;
    }

    /**
     * Registers an issue that is not known yet.
     *
     * @param author whom the issue is asked back to; mostly who filed it
     * @param by who lets it in; whether they may is the caller's to have checked
     */
    public Issue register(Transaction transaction, Repository repository, ForgeIssue stated, String author, Actor by) {
        Workflow workflow = workflow(transaction, repository);
        Issue issue = arrivals.create(
                transaction,
                repository,
                workflow,
                new Arrivals.Arrival(stated, author, repository.defaultBranch()),
                by);
        return workflow.route(issue.state(), Outcomes.TRIGGERED).isPresent()
                ? arrivals.trigger(transaction, issue, by)
                : issue;
    }
}
