package io.colony.engine.intake;

import io.colony.engine.ColonyException;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.Repository;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.NewIssue;
import io.colony.engine.issue.NewSnapshot;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.prompt.UntrustedText;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import java.time.InstantSource;

/** Writes down what comes in from the code host, whatever it is. Takes part in the given transaction. */
final class Arrivals {
    private final InstantSource clock;
    private final IssueRegistration.Stores stores;

    Arrivals(InstantSource clock, IssueRegistration.Stores stores) {
        this.clock = clock;
        this.stores = stores;
    }

    /**
     * What came in.
     *
     * @param author whom it is asked back to
     * @param baseBranch what its change is built on and judged against
     */
    record Arrival(ForgeIssue stated, String author, String baseBranch) {}

    Issue create(Transaction transaction, Repository repository, Workflow workflow, Arrival arrival, Actor by) {
        Issue issue = stores.issues()
                .create(
                        transaction,
                        new NewIssue(
                                repository.tenantId(),
                                repository.id(),
                                arrival.stated().key(),
                                UntrustedText.normalise(arrival.stated().title())
                                        .text(),
                                arrival.author(),
                                workflow.id(),
                                workflow.version(),
                                0,
                                arrival.baseBranch(),
                                clock.instant()));
        takeText(transaction, issue, arrival.stated(), by);
        return issue;
    }

    /** Has agents see this text from now on. */
    void takeText(Transaction transaction, Issue issue, ForgeIssue stated, Actor by) {
        UntrustedText title = UntrustedText.normalise(stated.title());
        UntrustedText body = UntrustedText.normaliseMarkdown(stated.body());
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
                                clock.instant()));
    }

    Issue trigger(Transaction transaction, Issue issue, Actor by) {
        return apply(
                transaction, TransitionRequest.event(issue, Outcomes.TRIGGERED, by, "Let in by " + by.name()), issue);
    }

    Issue apply(Transaction transaction, TransitionRequest request, Issue issue) {
        TransitionResult result = stores.transitions().apply(transaction, request);
        return switch (result) {
            case TransitionResult.Applied applied -> applied.issue();
            case TransitionResult.Refused refused ->
                throw new ColonyException(issue.key() + " cannot be let in: " + refused.reason());
            case TransitionResult.Stale stale ->
                throw new ColonyException(issue.key() + " changed while it was let in; try again.");
        };
    }
}
