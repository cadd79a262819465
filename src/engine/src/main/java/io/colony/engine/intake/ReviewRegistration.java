package io.colony.engine.intake;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.Repository;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueSnapshot;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflows;
import java.time.InstantSource;

/**
 * Writes down a pull request that a person wrote and that is to be reviewed: in the workflow {@code colony-review}, whatever
 * issues of its repository go through. Nothing of it becomes ours. Takes part in the given transaction.
 */
public final class ReviewRegistration {
    private final IssueRegistration.Stores stores;
    private final Arrivals arrivals;
    private final HostThreads threads = HostThreads.postgres();

    public ReviewRegistration(InstantSource clock, IssueRegistration.Stores stores) {
        this.stores = stores;
        this.arrivals = new Arrivals(clock, stores);
    }

    /**
     * A pull request as the code host stated it a moment ago.
     *
     * @param newestComment the id of its newest comment, 0 where it has none: what came before is not looked at
     */
    public record Stated(ForgeIssue text, PullRequest pullRequest, long newestComment) {}

    /** One that is not known yet; who asked may have it reviewed. */
    public Issue register(Transaction transaction, Repository repository, Stated stated, Actor by) {
        Workflow workflow = Workflows.colonyReview();
        stores.workflows().store(transaction, Workflows.colonyReviewYaml(), workflow.id() + ".yaml");
        Issue issue = arrivals.create(
                transaction,
                repository,
                workflow,
                new Arrivals.Arrival(
                        stated.text(),
                        stated.text().author(),
                        stated.pullRequest().base()),
                by);
        stores.issues()
                .recordPullRequest(transaction, issue.id(), stated.pullRequest().number());
        threads.begin(transaction, issue.id(), stated.newestComment());
        return arrivals.trigger(transaction, stores.issues().lock(transaction, issue.id()), by);
    }

    /** One that had been closed and is open again. */
    public Issue again(Transaction transaction, Issue issue, Stated stated, Actor by) {
        refresh(transaction, issue, stated, by);
        Issue open = arrivals.apply(
                transaction,
                TransitionRequest.event(issue, Outcomes.REOPENED, by, "Its review was asked for again by " + by.name()),
                issue);
        stores.issues()
                .recordPullRequest(transaction, issue.id(), stated.pullRequest().number());
        return stores.issues().lock(transaction, open.id());
    }

    /** What it says about itself may have been edited since. */
    public void refresh(Transaction transaction, Issue issue, Stated stated, Actor by) {
        IssueSnapshot known = stores.issues().snapshot(transaction, issue.id());
        boolean same = known.bodyRaw().equals(stated.text().body())
                && known.title().equals(stated.text().title());
        if (!same) {
            arrivals.takeText(transaction, issue, stated.text(), by);
        }
    }
}
