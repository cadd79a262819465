package io.colony.engine.stage;

import io.colony.engine.gate.GateResult;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.issue.BranchPushes;
import io.colony.engine.issue.IssueEdits;
import io.colony.engine.stage.JudgementStore.StoredVerdict;
import io.colony.engine.workflow.Outcomes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a merge may rest on: a person's approval of this very head, or a verdict that holds for its change. */
final class MergeGrounds {
    /** What a merge waits for where somebody edited the issue after it was let in. */
    static final String EDIT_PENDING = "a person's word on an edit of the issue: accept-edit or reject-edit";

    /** When a merge that an edit holds is looked at again. */
    static final Duration RECHECK_EDIT = Duration.ofSeconds(5);

    private final StageContext context;
    private final Objections objections;
    private final IssueEdits edits = IssueEdits.postgres();
    private final BranchPushes pushes = BranchPushes.postgres();

    MergeGrounds(StageContext context) {
        this.context = context;
        this.objections = new Objections(context);
    }

    /** Nothing is merged for a text that somebody has changed and nobody has decided about. */
    Optional<StageOutcome> held(ClaimedTask claim) {
        return context.database()
                .inTransaction(
                        transaction -> edits.pending(transaction, claim.issue().id()))
                .map(edit -> new StageOutcome.Parked(RECHECK_EDIT, EDIT_PENDING));
    }

    /**
     * Nothing is merged that somebody who may write objects to, whoever else approves it. A review of the commit that the
     * verdict is about counts as well: the Marshal may have rebased it since.
     */
    Optional<StageOutcome> objection(ClaimedTask claim, long pullRequest, String head) {
        Set<String> heads = approvedByPerson(claim, head)
                ? Set.of(head)
                : verdict(claim.issue().id())
                        .map(verdict -> Set.copyOf(List.of(head, verdict.headSha())))
                        .orElse(Set.of(head));
        List<String> who = objections.standing(claim, pullRequest, heads);
        return who.isEmpty()
                ? Optional.empty()
                : stop(
                        "protected",
                        String.join(", ", who) + " asked for changes of " + head
                                + " on the code host, and that stands: it is merged once they approve it, or their review is"
                                + " dismissed there.");
    }

    /**
     * Whether a person approved exactly this commit; two where somebody pushed to the branch and the code host has not said
     * who, since one of them may be the one who approves.
     */
    boolean approvedByPerson(ClaimedTask claim, String head) {
        long approvals = approvals(claim, head);
        return approvals >= 2 || (approvals == 1 && !unnamedPush(claim));
    }

    private long approvals(ClaimedTask claim, String head) {
        return context
                .database()
                .inTransaction(transaction -> context.judgements()
                        .approvals(transaction, claim.issue().id(), head))
                .stream()
                .map(login -> login.toLowerCase(Locale.ROOT))
                .distinct()
                .count();
    }

    private String lacking(ClaimedTask claim, String head) {
        return approvals(claim, head) == 0
                ? "nobody has approved " + head
                : "one approval of " + head + " is not enough: somebody whom the code host did not name pushed to the"
                        + " branch and may have given it, so a second person approves";
    }

    private boolean unnamedPush(ClaimedTask claim) {
        return !claim.repository().authorMayApprove()
                && context.database()
                        .<Boolean>inTransaction(transaction ->
                                pushes.unnamed(transaction, claim.issue().id()));
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
