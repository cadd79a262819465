package io.colony.engine.intake;

import io.colony.engine.ColonyException;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.Repository;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.NewIssue;
import io.colony.engine.issue.NewSnapshot;
import io.colony.engine.issue.StartWorkflows;
import io.colony.engine.issue.StartWorkflows.Version;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.prompt.UntrustedText;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Writes an issue of the code host down: with a snapshot of its text, in the workflow that its repository starts issues
 * with, and let in. Takes part in the given transaction.
 */
public final class IssueRegistration {
    private final InstantSource clock;
    private final Stores stores;
    private final Workflow installation;
    private final StartWorkflows starts = StartWorkflows.postgres();

    /** The stores that an issue is written to. */
    public record Stores(IssueStore issues, IssueTransitions transitions, WorkflowCatalog workflows) {}

    /** @param installation what issues start with where nothing else is set; it must be in the catalogue */
    public IssueRegistration(InstantSource clock, Stores stores, Workflow installation) {
        this.clock = clock;
        this.stores = stores;
        this.installation = installation;
    }

    /** The workflow that the repository's issues start with. */
    public Workflow workflow(Transaction transaction, Repository repository) {
        Version version =
                starts.of(transaction, repository.id()).orElse(new Version(installation.id(), installation.version()));
        return stores.workflows().get(transaction, version.id(), version.version());
    }

    /**
     * Registers an issue that is not known yet.
     *
     * @param author whom the issue is asked back to; mostly who filed it
     * @param by who lets it in; whether they may is the caller's to have checked
     */
    public Issue register(Transaction transaction, Repository repository, ForgeIssue stated, String author, Actor by) {
        Instant now = clock.instant();
        Workflow workflow = workflow(transaction, repository);
        UntrustedText title = UntrustedText.normalise(stated.title());
        UntrustedText body = UntrustedText.normalise(stated.body());
        Issue issue = stores.issues()
                .create(
                        transaction,
                        new NewIssue(
                                repository.tenantId(),
                                repository.id(),
                                stated.key(),
                                title.text(),
                                author,
                                workflow.id(),
                                workflow.version(),
                                0,
                                repository.defaultBranch(),
                                now));
        stores.issues()
                .addSnapshot(
                        transaction,
                        new NewSnapshot(
                                issue.id(),
                                title.text(),
                                stated.body(),
                                body.text(),
                                title.hidden() || body.hidden(),
                                by.name(),
                                now));
        return workflow.route(issue.state(), Outcomes.TRIGGERED).isPresent() ? trigger(transaction, issue, by) : issue;
    }

    private Issue trigger(Transaction transaction, Issue issue, Actor by) {
        TransitionResult result = stores.transitions()
                .apply(transaction, TransitionRequest.event(issue, Outcomes.TRIGGERED, by, "Let in by " + by.name()));
        return switch (result) {
            case TransitionResult.Applied applied -> applied.issue();
            case TransitionResult.Refused refused ->
                throw new ColonyException(issue.key() + " cannot be let in: " + refused.reason());
            case TransitionResult.Stale stale ->
                throw new ColonyException(issue.key() + " changed while it was let in; try again.");
        };
    }
}
