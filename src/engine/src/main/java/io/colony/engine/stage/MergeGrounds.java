package io.colony.engine.stage;

import io.colony.engine.forge.PullRequestReview;
import io.colony.engine.gate.GateResult;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.issue.IssueEdits;
import io.colony.engine.stage.JudgementStore.StoredVerdict;
import io.colony.engine.workflow.Outcomes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a merge may rest on: a person's approval of this very head, or a verdict that holds for its change. */
final class MergeGrounds {
    /** What a merge waits for where somebody edited the issue after it was let in. */
    static final String EDIT_PENDING = "a person's word on an edit of the issue: accept-edit or reject-edit";

    /** When a merge that an edit holds is looked at again. */
    static final Duration RECHECK_EDIT = Duration.ofSeconds(5);

    private final StageContext context;
    private final Objections objections;
    private final IssueEdits edits = IssueEdits.postgres();
    private final Approvals approvals;

    MergeGrounds(StageContext context) {
        this.context = context;
        this.objections = new Objections(context);
        this.approvals = new Approvals(context.judgements());
    }

    /** Nothing is merged for a text that somebody has changed and nobody has decided about. */
    Optional<StageOutcome> held(ClaimedTask claim) {
        return context.database()
                .inTransaction(
                        transaction -> edits.pending(transaction, claim.issue().id()))
                .map(edit -> new StageOutcome.Parked(RECHECK_EDIT, EDIT_PENDING));
    }

    /**
     * Nothing is merged that somebody who may write objects to, whoever else approves it. Reviews of the commit that the
     * verdict is about count as well, and of all that the Marshal has made of it by rebases since.
     */
    Optional<StageOutcome> objection(ClaimedTask claim, long pullRequest, String head) {
        List<String> judged = context.database()
                .inTransaction(transaction ->
                        approvals.heads(transaction, claim.issue().id(), head));
        List<PullRequestReview> standing =
                objections.standing(claim, pullRequest, judged.isEmpty() ? Set.of(head) : Set.copyOf(judged));
        return standing.isEmpty()
                ? Optional.empty()
                : stop(
                        "protected",
                        standing.stream()
                                        .map(review -> review.author() + " asked for changes of " + review.sha())
                                        .collect(Collectors.joining(", "))
                                + " on the code host, and that stands. Once they approve it or their review is dismissed"
                                + " there, retry has it merged; request-changes has the Builder see to it.");
    }

    /** Whether people approved exactly this commit, and enough of them. */
    boolean approvedByPerson(ClaimedTask claim, String head) {
        return context.database()
                .<Boolean>inTransaction(transaction -> approvals.enough(
                        transaction, claim.repository(), claim.issue().id(), head));
    }

    /** Whether anybody did, be it enough or needed or not: it may have been told that a second one is waited for. */
    boolean anybodyApproved(ClaimedTask claim, String head) {
        return !context.database()
                .inTransaction(transaction -> context.judgements()
                        .approvals(transaction, claim.issue().id(), head))
                .isEmpty();
    }

    private String lacking(ClaimedTask claim, String head) {
        long count = context.database()
                .<Long>inTransaction(transaction ->
                        approvals.count(transaction, claim.issue().id(), head));
        return count == 0
                ? "nobody has approved " + head + " who did not push to its branch"
                : "one approval of " + head + " is not enough: somebody whom the code host did not name pushed to the"
                        + " branch and may have given it, so a second person approves";
    }

    /** What speaks against merging this head without a person's approval. */
    Optional<StageOutcome> doubt(ClaimedTask claim, TrustedClone clone, StageCommits.Base base, String head) {
        Optional<String> drift = new ProtectionDoubt(context).of(claim);
        if (drift.isPresent()) {
            return stop("protected", drift.get() + " Here " + lacking(claim, head) + ".");
        }
        long issueId = claim.issue().id();
        Optional<String> uncertain = context.database()
                .inTransaction(transaction -> context.runs()
                        .latestArtifact(transaction, issueId, RebaseStep.CONFLICT)
                        .filter(conflict -> conflict.path("head").asText().equals(head)
                                && conflict.path("confidence").asDouble()
                                        < base.policy().automergeThreshold())
                        .map(conflict -> conflict.path("confidence").asText()));
        if (uncertain.isPresent()) {
            return stop(
                    "low-confidence",
                    "The rebase to " + head + " resolved conflicts with a confidence of " + uncertain.get() + ", and "
                            + lacking(claim, head) + ": approve it or ask for changes.");
        }
        Optional<StoredVerdict> stored = verdict(issueId);
        return stored.isPresent() && stored.get().verdict().equals("APPROVE")
                ? doubt(clone, base, head, stored.get()).or(() -> leftToAPerson(claim, head, stored.get()))
                : stop("could-not-run", "There is no approving verdict, and " + lacking(claim, head) + ".");
    }

    private static Optional<StageOutcome> doubt(
            TrustedClone clone, StageCommits.Base base, String head, StoredVerdict verdict) {
        if (!verdict.policyVersion().equals(base.policy().version())) {
            return stop(
                    Outcomes.HEAD_MOVED, "The repository's policy changed since the verdict; it needs a new review.");
        }
        if (!samePatch(clone, base, head, verdict)) {
            return stop(
                    Outcomes.HEAD_MOVED,
                    "The verdict is about " + verdict.headSha() + "; the change at " + head
                            + " is another one and needs a review.");
        }
        return Optional.empty();
    }

    private Optional<StageOutcome> leftToAPerson(ClaimedTask claim, String head, StoredVerdict verdict) {
        return verdict.content().path(ReviewStage.NEEDS_PERSON).isEmpty()
                ? Optional.empty()
                : stop("protected", "The verdict leaves the decision to a person, and " + lacking(claim, head) + ".");
    }

    private static boolean samePatch(TrustedClone clone, StageCommits.Base base, String head, StoredVerdict verdict) {
        // What another machine rebased away was never fetched here: then nothing can be compared.
        return verdict.headSha().equals(head)
                || (clone.contains(verdict.headSha())
                        && clone.patchId(verdict.baseSha(), verdict.headSha())
                                .equals(clone.patchId(clone.mergeBase(base.sha(), head), head)));
    }

    /**
     * The results of the gates at this commit, where they still count: all of today's gates, under today's policy, each
     * with a verdict. Empty when they must run.
     */
    Optional<List<GateResult>> gates(ClaimedTask claim, RepositoryPolicy policy, String head) {
        long issueId = claim.issue().id();
        boolean samePolicy = verdict(issueId)
                .filter(verdict -> verdict.headSha().equals(head)
                        && verdict.policyVersion().equals(policy.version()))
                .isPresent();
        List<GateResult> known = context.database()
                .inTransaction(transaction -> context.judgements().gates(transaction, issueId, head));
        boolean complete = known.size() == policy.gates().size()
                && new GateSummary(known).couldNotRun().isEmpty();
        return samePolicy && complete ? Optional.of(known) : Optional.empty();
    }

    private Optional<StoredVerdict> verdict(long issueId) {
        return context.database()
                .inTransaction(transaction -> context.judgements().verdict(transaction, issueId));
    }

    private static Optional<StageOutcome> stop(String outcome, String reason) {
        return Optional.of(new StageOutcome.Advanced(outcome, reason));
    }
}
