package io.colony.engine.intake;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueEdit;
import io.colony.engine.issue.IssueEdits;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.NewSnapshot;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Lets a text through that waits for it: it becomes what agents see, and the issue is analysed anew. Whether whoever
 * accepts may do so is the caller's to have checked. Takes part in the given transaction.
 */
public final class AcceptedEdits {
    private final InstantSource clock;
    private final Stores stores;

    /** The stores that an accepted edit is written to. */
    public record Stores(
            WorkflowCatalog workflows, IssueStore issues, IssueTransitions transitions, IssueEdits edits) {}

    public AcceptedEdits(InstantSource clock, Stores stores) {
        this.clock = clock;
        this.stores = stores;
    }

    /** @param issue as it is now, locked */
    public HostDecision accept(Transaction transaction, Issue issue, IssueEdit edit, String by) {
        Workflow workflow = stores.workflows().get(transaction, issue.workflowId(), issue.workflowVersion());
        String event = event(workflow, issue);
        boolean answers = event.equals(Outcomes.CLARIFIED);
        TransitionRequest request = TransitionRequest.event(
                issue,
                event,
                Actor.operator(by),
                (answers ? "An answer by " : "An edit by ") + edit.author() + " was accepted by " + by + ".");
        return switch (stores.transitions().apply(transaction, request)) {
            case TransitionResult.Applied applied -> {
                Instant now = clock.instant();
                stores.edits().decide(transaction, edit.id(), IssueEdits.Decision.ACCEPTED, by, now);
                stores.issues().addSnapshot(transaction, snapshot(edit, by, now));
                yield new HostDecision.Moved(issue.state(), applied.issue().state());
            }
            case TransitionResult.Refused refused -> new HostDecision.Refused(refused.reason());
            case TransitionResult.Stale stale ->
                new HostDecision.Refused(issue.key() + " moved to " + stale.currentState() + " meanwhile.");
        };
    }

    /** The event by which an issue takes up a text: an answer where it waits for one, an edit otherwise. */
    public static String event(Workflow workflow, Issue issue) {
        return workflow.route(issue.state(), Outcomes.CLARIFIED).isPresent()
                ? Outcomes.CLARIFIED
                : Outcomes.EDIT_ACCEPTED;
    }

    private static NewSnapshot snapshot(IssueEdit edit, String by, Instant now) {
        return new NewSnapshot(
                edit.issueId(), edit.title(), edit.bodyRaw(), edit.bodyNormalised(), edit.hiddenText(), by, now);
    }
}
