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

    /**
     * What a change is held against.
     *
     * @param sha the tip of the branch that it is to go into
     * @param defaultSha the tip of the repository's default branch, most often the same
     * @param policy the repository's, of its default branch
     */
    record Base(String sha, String defaultSha, RepositoryPolicy policy) {
        /**
         * The commit whose instructions agents are given in place of the change's own: of the default branch, whatever branch
         * the change goes into, since anybody who may push makes branches.
         *
         * @param mergeBase where the change began
         */
        String instructions(String mergeBase) {
            return sha.equals(defaultSha) ? mergeBase : defaultSha;
        }
    }

    Base base(ClaimedTask claim) {
        return trusted(claim, clone -> base(claim, clone));
    }

    Base base(ClaimedTask claim, TrustedClone clone) {
        Tips tips = tips(claim, clone);
        return new Base(tips.base(), tips.main(), context.policies().read(claim.repository(), clone, tips.main()));
    }

    /** The tips of the branch that a change is to go into and of the default branch. */
    record Tips(String base, String main) {}

    Tips tips(ClaimedTask claim, TrustedClone clone) {
        String branch = claim.issue().baseBranch();
        String tip = tip(claim, clone, branch, claim.issue().key() + " is to be merged into");
        String main = claim.repository().defaultBranch();
        String mainTip =
                branch.equals(main) ? tip : tip(claim, clone, main, "is known as the default one, with its settings");
        return new Tips(tip, mainTip);
    }

    private static String tip(ClaimedTask claim, TrustedClone clone, String branch, String what) {
        return clone.tip(branch)
                .orElseThrow(() -> new StageFailure(
                        FailureClass.PERMANENT,
                        "Repository " + claim.repository().slug() + " has no branch '" + branch + "', which " + what
                                + "."));
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
