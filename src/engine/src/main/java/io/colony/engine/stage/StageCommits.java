package io.colony.engine.stage;

import io.colony.engine.git.TrustedClone;
import io.colony.engine.issue.Issue;
import io.colony.engine.recovery.FailureClass;
import io.colony.engine.stage.RunStore.PastRun;
import java.util.List;
import java.util.function.Function;

/** Which commits a stage works on, and what the attempts before it left. */
final class StageCommits {
    private final StageContext context;

    StageCommits(StageContext context) {
        this.context = context;
    }

    /** The tip of the base branch, and the repository's policy there. */
    record Base(String sha, RepositoryPolicy policy) {}

    Base base(ClaimedTask claim) {
        return trusted(claim, clone -> base(claim, clone));
    }

    Base base(ClaimedTask claim, TrustedClone clone) {
        String branch = claim.issue().baseBranch();
        String tip = clone.tip(branch)
                .orElseThrow(() -> new StageFailure(
                        FailureClass.PERMANENT,
                        "Repository " + claim.repository().slug() + " has no branch '" + branch + "', which "
                                + claim.issue().key() + " is to be merged into."));
        return new Base(tip, context.policies().read(claim.repository(), clone, tip));
    }

    <T> T trusted(ClaimedTask claim, Function<TrustedClone, T> function) {
        return context.trustedClones()
                .with(claim.repository().slug(), claim.repository().cloneUrl(), function);
    }

    List<PastRun> history(ClaimedTask claim) {
        return context.database()
                .inTransaction(transaction ->
                        context.runs().history(transaction, claim.issue().id()));
    }

    /** The issue as it is now; a stage's own pushes change its head while it runs. */
    Issue current(ClaimedTask claim) {
        return context.database()
                .inTransaction(transaction ->
                        context.issues().get(transaction, claim.issue().id()));
    }
}
