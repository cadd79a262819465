package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.Json;
import io.colony.engine.forge.Forge.PushOutcome;
import io.colony.engine.forge.SideEffect;
import io.colony.engine.git.RebaseResult;
import io.colony.engine.git.RebaseResult.Resolution;
import io.colony.engine.git.TrustedClone;
import io.colony.engine.issue.Issue;
import io.colony.engine.recovery.FailureClass;
import io.colony.engine.stage.ConflictStep.Conflict;
import io.colony.engine.workflow.Outcomes;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a change onto the moved base. Rules resolve conflicts first; what they cannot resolve is a model's to propose
 * and a person's to decide.
 */
final class RebaseStep {
    /** The kind of artefact that shows how conflicts were resolved, and at which head. */
    static final String CONFLICT = "conflict";

    private final StageContext context;
    private final ChangeRecords records;

    RebaseStep(StageContext context) {
        this.context = context;
        this.records = new ChangeRecords(context);
    }

    /** Whether the merge can go on. */
    sealed interface Result {
        /** With this head, which is built on this base. */
        record Ready(String headSha, StageCommits.Base base) implements Result {}

        /** Not before somebody has answered these conflicts. */
        record Unresolved(Conflict conflict) implements Result {}

        /** Not now. */
        record Stop(StageOutcome outcome) implements Result {}
    }

    /**
     * Rebases and pushes the new head to our branch.
     *
     * @param answers for hunks that no rule resolves
     * @param approvedByPerson whether it is a person's approval that the merge rests on
     */
    Result onto(
            StageSession session,
            TrustedClone clone,
            StageCommits.Base base,
            String head,
            Map<Integer, Resolution> answers,
            boolean approvedByPerson) {
        String oldBase = clone.mergeBase(base.sha(), head);
        return switch (clone.rebase(oldBase, head, base.sha(), answers)) {
            case RebaseResult.UpToDate upToDate -> new Result.Ready(upToDate.head(), base);
            case RebaseResult.Conflicted conflicted ->
                new Result.Unresolved(new Conflict(head, base, conflicted.hunks()));
            case RebaseResult.Rebased rebased -> {
                keepConflict(session, rebased);
                Result pushed = push(session, clone, base, head, rebased.head());
                yield pushed instanceof Result.Stop
                        ? pushed
                        : judge(base, rebased, approvedByPerson, samePatch(clone, oldBase, head, base, rebased));
            }
        };
    }

    private static boolean samePatch(
            TrustedClone clone, String oldBase, String head, StageCommits.Base base, RebaseResult.Rebased rebased) {
        return clone.patchId(oldBase, head).equals(clone.patchId(base.sha(), rebased.head()));
    }

    /** What the rebased change may go on as: on the old verdict, to another review, or to a person. */
    private static Result judge(
            StageCommits.Base base, RebaseResult.Rebased rebased, boolean approvedByPerson, boolean samePatch) {
        if (rebased.confidence() < base.policy().automergeThreshold()) {
            return stop(
                    "low-confidence",
                    "The rebase resolved conflicts with a confidence of " + rebased.confidence()
                            + ", below the repository's " + base.policy().automergeThreshold() + ": approve "
                            + rebased.head() + " or ask for changes.");
        }
        if (approvedByPerson) {
            return stop(
                    "protected",
                    "The base moved, so the change was rebased to " + rebased.head()
                            + "; a person's approval does not carry over to it.");
        }
        return samePatch
                ? new Result.Ready(rebased.head(), base)
                : stop(
                        Outcomes.HEAD_MOVED,
                        "The rebase resolved " + rebased.resolved().size() + " conflicts, so the change at "
                                + rebased.head() + " is reviewed again.");
    }

    private Result push(
            StageSession session, TrustedClone clone, StageCommits.Base base, String oldHead, String newHead) {
        ClaimedTask claim = session.claim();
        Issue issue = claim.issue();
        String branch = issue.branch()
                .orElseThrow(() -> new StageFailure(
                        FailureClass.PERMANENT, issue.key() + " has a head but no branch in the store."));
        SideEffect<PushOutcome> effect = context.host(claim)
                .sideEffects()
                .push(Submission.acting(claim), clone.directory(), branch, Optional.of(oldHead), newHead);
        return switch (effect) {
            case SideEffect.Revoked<PushOutcome> revoked ->
                new Result.Stop(new StageOutcome.Revoked("The task was taken away before the push."));
            case SideEffect.Answered<PushOutcome>(PushOutcome answer) ->
                switch (answer) {
                    case PushOutcome.Pushed pushed ->
                        records.head(claim, branch, newHead, base.sha())
                                ? new Result.Ready(newHead, base)
                                : new Result.Stop(new StageOutcome.Revoked("The issue has begun anew."));
                    case PushOutcome.Moved moved ->
                        stop(Outcomes.HEAD_MOVED, "Somebody pushed to " + branch + " while it was being rebased.");
                    case PushOutcome.Rejected rejected ->
                        new Result.Stop(new StageOutcome.Failed(
                                FailureClass.PERMANENT,
                                "The code host refused the rebased branch " + branch + ": " + rejected.reason()));
                };
        };
    }

    /** Before the push: whoever goes on after a crash must know how sure the pushed resolution is. */
    private void keepConflict(StageSession session, RebaseResult.Rebased rebased) {
        if (!rebased.resolved().isEmpty()) {
            MergeReport.tellResolved(session, rebased.resolved());
            session.leave(new Artifact(CONFLICT, conflict(rebased)));
            context.keep(session);
        }
    }

    private static Result stop(String outcome, String reason) {
        return new Result.Stop(new StageOutcome.Advanced(outcome, reason));
    }

    private static JsonNode conflict(RebaseResult.Rebased rebased) {
        return Json.object()
                .put("head", rebased.head())
                .put("confidence", rebased.confidence())
                .set("hunks", Json.of(rebased.resolved()));
    }
}
