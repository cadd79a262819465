package io.colony.engine.command;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.intake.AcceptedEdits;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueEdits;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.TransitionPreview;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.stage.RunStore;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which actions {@link OperatorActions} would carry out on an issue as it is now: what a page offers as buttons. Who may is
 * not asked here; a person's permission, and whether an approver had a hand in the change, show when the action is asked
 * for, and so does whether the code host still has a pull request open. Reads only. Safe for use by many threads.
 *
 * <p>To ask where the issue stands ({@link OperatorAction#STATE} without an argument) is always possible and not listed.
 */
public final class PossibleActions {
    private final Database database;
    private final IssueStore issues;
    private final WorkflowCatalog workflows;
    private final RunStore runs;
    private final TransitionPreview preview;
    private final IssueEdits edits = IssueEdits.postgres();

    /** Over the stores that the actions write to. */
    public PossibleActions(Database database, OperatorActions.Stores stores) {
        this.database = database;
        this.issues = stores.issues();
        this.workflows = stores.workflows();
        this.runs = stores.runs();
        this.preview = TransitionPreview.postgres(workflows);
    }

    /** In the order of {@link OperatorAction}; a move by name once for each state. Empty when no such issue is known. */
    public List<PossibleAction> of(IssueKey key) {
        return database.inReadTransaction(transaction -> issues.find(transaction, key)
                .map(issue -> new Question(transaction, issue).answer())
                .orElse(List.of()));
    }

    /** One issue, as one transaction sees it. */
    private final class Question {
        private final Transaction transaction;
        private final Issue issue;

        Question(Transaction transaction, Issue issue) {
            this.transaction = transaction;
            this.issue = issue;
        }

        List<PossibleAction> answer() {
            List<PossibleAction> possible = new ArrayList<>();
            for (OperatorAction action : OperatorAction.values()) {
                possible.addAll(of(action));
            }
            return List.copyOf(possible);
        }

        private List<PossibleAction> of(OperatorAction action) {
            return switch (action) {
                case PAUSE, RESUME, RETRY, REQUEST_CHANGES, CANCEL, REIMPLEMENT -> routed(action, action.outcome());
                case REVIEW -> review();
                case APPROVE -> approve();
                case STATE -> byName();
                case ACCEPT_EDIT -> edited() ? acceptEdit() : List.of();
                case REJECT_EDIT -> edited() ? List.of(PossibleAction.of(action, Optional.empty())) : List.of();
            };
        }

        private List<PossibleAction> routed(OperatorAction action, String outcome) {
            return leadsTo(outcome).map(to -> PossibleAction.of(action, to)).stream()
                    .toList();
        }

        private Optional<IssueState> leadsTo(String outcome) {
            return preview.leadsTo(transaction, TransitionRequest.event(issue, outcome, actor(), ""));
        }

        /** One that was closed is opened again by it, and then reviewed. */
        private List<PossibleAction> review() {
            if (!issue.isPullRequest()) {
                return List.of();
            }
            boolean closed = issue.state().equals(IssueState.CANCELLED);
            return routed(OperatorAction.REVIEW, closed ? Outcomes.REOPENED : Outcomes.REVIEW);
        }

        private List<PossibleAction> approve() {
            if (issue.pullRequest().isEmpty()) {
                return List.of();
            }
            return issue.headSha().stream()
                    .flatMap(head -> routed(OperatorAction.APPROVE, Outcomes.APPROVE).stream()
                            .map(action -> action.of(head, !ActionEffects.judged(runs, transaction, issue))))
                    .toList();
        }

        private List<PossibleAction> byName() {
            return workflows
                    .get(transaction, issue.workflowId(), issue.workflowVersion())
                    .state(issue.state())
                    .transitions()
                    .stream()
                    .flatMap(
                            target -> preview
                                    .leadsTo(
                                            transaction,
                                            TransitionRequest.move(issue, target, Outcomes.STATE, actor(), ""))
                                    .stream())
                    .map(target -> PossibleAction.of(OperatorAction.STATE, target))
                    .toList();
        }

        private boolean edited() {
            return edits.pending(transaction, issue.id()).isPresent();
        }

        private List<PossibleAction> acceptEdit() {
            String event =
                    AcceptedEdits.event(workflows.get(transaction, issue.workflowId(), issue.workflowVersion()), issue);
            return routed(OperatorAction.ACCEPT_EDIT, event);
        }

        private static Actor actor() {
            return Actor.operator("somebody");
        }
    }
}
