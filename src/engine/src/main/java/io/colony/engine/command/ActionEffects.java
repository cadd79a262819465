package io.colony.engine.command;

import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.intake.AcceptedEdits;
import io.colony.engine.intake.HostDecision;
import io.colony.engine.intake.Mayor;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Dependencies.Lost;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueEdit;
import io.colony.engine.issue.IssueEdits;
import io.colony.engine.issue.IssueEdits.Decision;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.projection.Projection;
import io.colony.engine.stage.Approvals;
import io.colony.engine.stage.JudgementStore;
import io.colony.engine.stage.ReviewReport;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What each action does besides moving the issue: who may is decided by then, the issue is locked, and whatever is written
 * here is written with the transition or not at all.
 */
final class ActionEffects {
    /** The word by which an approval says that no verdict stands behind it. */
    static final String WITHOUT_VERDICT = "without-verdict";

    /** Verdicts in which an Inspector judged the change; the others say why none could. */
    static final Set<String> JUDGEMENTS = Set.of("APPROVE", "CHANGES_REQUESTED", "PARTIAL");

    private final OperatorActions.Stores stores;
    private final IssueEdits edits = IssueEdits.postgres();
    private final AcceptedEdits accepted;
    private final Approvers approvers;

    ActionEffects(InstantSource clock, OperatorActions.Stores stores) {
        this.stores = stores;
        this.approvers = new Approvers(stores.repositories());
        this.accepted = new AcceptedEdits(
                clock, new AcceptedEdits.Stores(stores.workflows(), stores.issues(), stores.transitions(), edits));
    }

    OperatorAnswer apply(Transaction transaction, Issue issue, OperatorCommand command, Instant now) {
        return switch (command.action()) {
            case PAUSE, RESUME, CANCEL -> move(transaction, issue, event(issue, command, ""), () -> {});
            case REVIEW -> review(transaction, issue, command);
            case RETRY -> retry(transaction, issue, command, now);
            case APPROVE -> approve(transaction, issue, command, now);
            case REQUEST_CHANGES ->
                move(
                        transaction,
                        issue,
                        event(issue, command, ""),
                        () -> stores.runs()
                                .addFindings(transaction, issue.id(), Json.of(List.of(finding(command))), now));
            case REIMPLEMENT -> reimplement(transaction, issue, command, now);
            case STATE -> state(transaction, issue, command);
            case ACCEPT_EDIT -> acceptEdit(transaction, issue, command);
            case REJECT_EDIT -> rejectEdit(transaction, issue, command, now);
        };
    }

    /** Out of a blocked state a retry goes on without what will not come: a person said so, and that is written down. */
    private OperatorAnswer retry(Transaction transaction, Issue issue, OperatorCommand command, Instant now) {
        Lost lost = Mayor.lost(transaction, stores.workflows(), now);
        boolean blocked = workflow(transaction, issue).state(issue.state()).type() == Workflow.Type.BLOCKED;
        List<IssueKey> without = blocked ? stores.dependencies().lost(transaction, issue.id(), lost) : List.of();
        String waived = without.isEmpty()
                ? ""
                : " (goes on without "
                        + String.join(
                                ", ", without.stream().map(IssueKey::toString).toList()) + ")";
        return move(transaction, issue, event(issue, command, waived), () -> {
            if (blocked) {
                stores.dependencies().waive(transaction, issue.id(), command.login(), lost);
            }
        });
    }

    private OperatorAnswer review(Transaction transaction, Issue issue, OperatorCommand command) {
        return issue.isPullRequest()
                ? move(transaction, issue, event(issue, command, ""), () -> {})
                : refusal(
                        issue.key() + " is reviewed on its own way. What is reviewed on request are pull requests that"
                                + " people wrote; 'retry' has a change of ours reviewed again where that waits for a person.");
    }

    private OperatorAnswer approve(Transaction transaction, Issue issue, OperatorCommand command, Instant now) {
        String head = issue.headSha().orElse("");
        if (issue.pullRequest().isEmpty() || head.isEmpty()) {
            return refusal(issue.key() + " has no pull request to approve.");
        }
        if (command.headSha().filter(head::equals).isEmpty()) {
            return refusal("An approval names the commit it is for: the head of " + issue.key() + " is " + head + ".");
        }
        Optional<String> involved = approvers.obstacle(transaction, issue, command.login());
        if (involved.isPresent()) {
            return refusal(involved.get());
        }
        boolean judged = judged(stores.judgements(), transaction, issue);
        boolean waived = command.argument().filter(WITHOUT_VERDICT::equals).isPresent();
        if (!judged && !waived) {
            return refusal("No Inspector has judged the change of " + issue.key() + " at " + head
                    + ". Have it reviewed with retry, or approve it in your own name alone: approve " + head + " "
                    + WITHOUT_VERDICT + ".");
        }
        return move(
                transaction,
                issue,
                event(issue, command, judged ? "" : " (no verdict stands behind it, waived by name)"),
                () -> approved(transaction, issue, head, command, now));
    }

    /** Told at once: where the code host asks for our review's status, the merge would wait for it. */
    private void approved(Transaction transaction, Issue issue, String head, OperatorCommand command, Instant now) {
        stores.judgements().addApproval(transaction, issue.id(), head, command.login(), now);
        boolean enough = approvers.enough(transaction, stores.judgements(), issue, head)
                || new Approvals(stores.judgements()).needless(transaction, issue.id(), head);
        stores.outbox()
                .add(
                        transaction,
                        issue.id(),
                        "approved-" + issue.id() + "-" + command.source() + "-" + command.sourceId(),
                        enough
                                ? ReviewReport.approvedByPerson(head, command.login())
                                : ReviewReport.approvedByOneOfTwo(head, command.login()),
                        now);
    }

    private static boolean judged(JudgementStore judgements, Transaction transaction, Issue issue) {
        return judgements.verdicts(transaction, List.of(issue.id())).rows().stream()
                .anyMatch(verdict -> judges(verdict, issue));
    }

    /** Whether an Inspector has judged the change as it is. What others pushed since is another one. */
    static boolean judges(JudgementStore.IssueVerdict verdict, Issue issue) {
        return verdict.issueId() == issue.id()
                && JUDGEMENTS.contains(verdict.verdict())
                && issue.headSha().filter(verdict.heads()::contains).isPresent();
    }

    private OperatorAnswer reimplement(Transaction transaction, Issue issue, OperatorCommand command, Instant now) {
        return move(transaction, issue, event(issue, command, ""), () -> {
            stores.judgements().voidVerdicts(transaction, issue.id(), "The implementation was started over.", now);
            if (!command.reason().isBlank()) {
                stores.runs().addFindings(transaction, issue.id(), Json.of(List.of(command.reason())), now);
            }
            issue.pullRequest()
                    .ifPresent(number -> stores.outbox()
                            .add(
                                    transaction,
                                    issue.id(),
                                    "close-" + issue.id() + "-" + number,
                                    new Projection.PullRequestClosed(number),
                                    now));
        });
    }

    private OperatorAnswer state(Transaction transaction, Issue issue, OperatorCommand command) {
        String allowed = names(workflow(transaction, issue).state(issue.state()).transitions());
        Optional<String> wanted = command.argument().filter(word -> !word.isBlank());
        if (wanted.isEmpty()) {
            return new OperatorAnswer(
                    true, issue.key() + " is " + issue.state() + ". By name it can go to: " + allowed + ".");
        }
        Optional<IssueState> target = workflow(transaction, issue).states().keySet().stream()
                .filter(state -> state.slug().equals(wanted.get()))
                .findFirst();
        if (target.isEmpty()) {
            return refusal(
                    "The workflow of " + issue.key() + " has no such state. By name it can go to: " + allowed + ".");
        }
        return move(
                transaction,
                issue,
                TransitionRequest.move(
                        issue,
                        target.get(),
                        command.action().outcome(),
                        Actor.operator(command.login()),
                        reason(command, "")),
                () -> {});
    }

    private OperatorAnswer acceptEdit(Transaction transaction, Issue issue, OperatorCommand command) {
        Optional<IssueEdit> edit = edits.pending(transaction, issue.id());
        if (edit.isEmpty()) {
            return refusal("No edit of " + issue.key() + " waits to be accepted.");
        }
        if (isAnother(edit.get(), command)) {
            return refusal(another(issue));
        }
        return switch (accepted.accept(transaction, issue, edit.get(), command.login())) {
            case HostDecision.Moved moved ->
                new OperatorAnswer(
                        true,
                        "The new text of " + issue.key() + " counts; it is " + moved.to() + " now (was " + moved.from()
                                + ").");
            case HostDecision.Noted noted -> new OperatorAnswer(true, noted.what());
            case HostDecision.Ignored ignored -> refusal(ignored.why());
            case HostDecision.Refused refused ->
                refusal(issue.key() + " is " + issue.state() + ", where no new text can be taken up: " + refused.why());
        };
    }

    private OperatorAnswer rejectEdit(Transaction transaction, Issue issue, OperatorCommand command, Instant now) {
        Optional<IssueEdit> waiting = edits.pending(transaction, issue.id());
        if (waiting.filter(edit -> isAnother(edit, command)).isPresent()) {
            return refusal(another(issue));
        }
        return waiting.filter(edit -> edits.decide(transaction, edit.id(), Decision.REJECTED, command.login(), now))
                .map(edit ->
                        new OperatorAnswer(true, issue.key() + " goes on with the text as it was before the edit."))
                .orElseGet(() -> refusal("No edit of " + issue.key() + " waits for a decision."));
    }

    /** Whether the command names an edit that another one has taken the place of. */
    private static boolean isAnother(IssueEdit edit, OperatorCommand command) {
        return command.argument()
                .filter(number -> !number.equals(Long.toString(edit.id())))
                .isPresent();
    }

    private static String another(Issue issue) {
        return "The text of " + issue.key() + " changed once more since. Look at it as it is now, and decide again.";
    }

    private OperatorAnswer move(Transaction transaction, Issue issue, TransitionRequest request, Runnable alongWith) {
        return switch (stores.transitions().apply(transaction, request)) {
            case TransitionResult.Applied applied -> {
                alongWith.run();
                yield new OperatorAnswer(
                        true, issue.key() + " is " + applied.issue().state() + " now (was " + issue.state() + ").");
            }
            case TransitionResult.Refused refused ->
                refusal(issue.key() + " is " + issue.state() + ": " + refused.reason());
            case TransitionResult.Stale stale ->
                refusal(issue.key() + " moved to " + stale.currentState() + " meanwhile; look again.");
        };
    }

    private Workflow workflow(Transaction transaction, Issue issue) {
        return stores.workflows().get(transaction, issue.workflowId(), issue.workflowVersion());
    }

    private static TransitionRequest event(Issue issue, OperatorCommand command, String more) {
        return TransitionRequest.event(
                issue, command.action().outcome(), Actor.operator(command.login()), reason(command, more));
    }

    private static String reason(OperatorCommand command, String more) {
        String what = command.action().outcome() + " by " + command.login() + more;
        return command.reason().isBlank() ? what : what + ": " + command.reason();
    }

    private static String finding(OperatorCommand command) {
        return command.reason().isBlank() ? "A person asked for changes." : command.reason();
    }

    private static String names(List<IssueState> states) {
        return states.isEmpty()
                ? "no state"
                : String.join(", ", states.stream().map(IssueState::slug).toList());
    }

    private static OperatorAnswer refusal(String reason) {
        return new OperatorAnswer(false, reason);
    }
}
