package io.colony.engine.command;

import io.colony.engine.database.Answer;
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
import io.colony.engine.stage.JudgementStore;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
    private final JudgementStore judgements;
    private final CommandLog log;
    private final IssueEdits edits = IssueEdits.postgres();

    /** Over the stores that the actions write to. */
    public PossibleActions(Database database, OperatorActions.Stores stores) {
        this.database = database;
        this.issues = stores.issues();
        this.workflows = stores.workflows();
        this.judgements = stores.judgements();
        this.log = stores.log();
    }

    /** Nothing when no such issue is known. */
    public IssueOffer of(IssueKey key) {
        return database.inReadTransaction(transaction -> issues.find(transaction, key)
                .map(issue -> new Past(transaction, List.of(issue)).offer(issue))
                .orElse(IssueOffer.none(key)));
    }

    /**
     * The same for many issues, in a number of statements that does not grow with them. Those that are not known are left
     * out, and so are names that a repository does not have any more.
     */
    public Map<IssueKey, IssueOffer> of(Collection<IssueKey> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        return database.inReadTransaction(transaction -> {
            List<Issue> found = issues.find(transaction, Set.copyOf(keys));
            Past past = new Past(transaction, found);
            return found.stream().collect(Collectors.toUnmodifiableMap(Issue::key, past::offer));
        });
    }

    /** What the answers for some issues hang on besides the issues themselves, as one transaction sees it. */
    private final class Past {
        private final Transaction transaction;
        private final TransitionPreview preview;
        private final Answer<IssueEdits.Waiting> edited;
        private final Answer<JudgementStore.IssueVerdict> verdicts;
        private final Answer<CommandLog.Newest> commands;

        Past(Transaction transaction, List<Issue> found) {
            List<Long> ids = found.stream().map(Issue::id).toList();
            this.transaction = transaction;
            this.preview = TransitionPreview.of(workflows, transaction, found);
            this.edited = edits.pending(transaction, ids);
            this.verdicts = judgements.verdicts(transaction, ids);
            this.commands = log.newest(transaction, ids);
        }

        IssueOffer offer(Issue issue) {
            long command = commands.rows().stream()
                    .filter(newest -> newest.issueId() == issue.id())
                    .mapToLong(CommandLog.Newest::commandId)
                    .findFirst()
                    .orElse(0);
            return new IssueOffer(
                    issue.key(),
                    "version-" + issue.version() + "-after-" + command,
                    new Question(this, issue).answer());
        }

        Optional<Long> edit(Issue issue) {
            return edited.rows().stream()
                    .filter(waiting -> waiting.issueId() == issue.id())
                    .map(IssueEdits.Waiting::editId)
                    .findFirst();
        }

        boolean judged(Issue issue) {
            return verdicts.rows().stream().anyMatch(verdict -> ActionEffects.judges(verdict, issue));
        }
    }

    /** One issue. */
    private final class Question {
        private final Past past;
        private final Issue issue;

        Question(Past past, Issue issue) {
            this.past = past;
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
                case ACCEPT_EDIT -> past.edit(issue).map(this::acceptEdit).orElse(List.of());
                case REJECT_EDIT ->
                    past
                            .edit(issue)
                            .map(edit ->
                                    PossibleAction.of(action, Optional.empty()).of(edit))
                            .stream()
                            .toList();
            };
        }

        private List<PossibleAction> routed(OperatorAction action, String outcome) {
            return leadsTo(outcome).map(to -> PossibleAction.of(action, to)).stream()
                    .toList();
        }

        private Optional<IssueState> leadsTo(String outcome) {
            return past.preview.leadsTo(TransitionRequest.event(issue, outcome, actor(), ""));
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
                            .map(action -> action.of(head, !past.judged(issue))))
                    .toList();
        }

        private List<PossibleAction> byName() {
            return workflows
                    .get(past.transaction, issue.workflowId(), issue.workflowVersion())
                    .state(issue.state())
                    .transitions()
                    .stream()
                    .flatMap(
                            target -> past
                                    .preview
                                    .leadsTo(TransitionRequest.move(issue, target, Outcomes.STATE, actor(), ""))
                                    .stream())
                    .map(target -> PossibleAction.of(OperatorAction.STATE, target))
                    .toList();
        }

        private List<PossibleAction> acceptEdit(long edit) {
            String event = AcceptedEdits.event(
                    workflows.get(past.transaction, issue.workflowId(), issue.workflowVersion()), issue);
            return routed(OperatorAction.ACCEPT_EDIT, event).stream()
                    .map(action -> action.of(edit))
                    .toList();
        }

        private static Actor actor() {
            return Actor.operator("somebody");
        }
    }
}
