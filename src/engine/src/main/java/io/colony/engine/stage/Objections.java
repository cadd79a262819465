package io.colony.engine.stage;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.Permission;
import io.colony.engine.forge.PullRequestReview;
import io.colony.engine.forge.PullRequestReview.Verdict;
import java.util.List;
import java.util.Set;

/** Who asked for changes on the code host and has neither approved since nor had that dismissed: what they saw is not merged. */
final class Objections {
    private final StageContext context;

    Objections(StageContext context) {
        this.context = context;
    }

    /**
     * Reviews of those who may write, as the code host says now.
     *
     * @param heads the commits whose reviews count: those of older ones were answered by rework
     */
    List<PullRequestReview> standing(ClaimedTask claim, long pullRequest, Set<String> heads) {
        Forge forge = context.host(claim).forge();
        String slug = claim.repository().slug();
        return PullRequestReview.standing(forge.reviews(slug, pullRequest)).stream()
                .filter(review -> review.verdict() == Verdict.CHANGES_REQUESTED && heads.contains(review.sha()))
                .filter(review -> review.person() && !forge.isOwn(review.author()))
                // Anybody may review a public repository's changes.
                .filter(review -> forge.permission(slug, review.author()).compareTo(Permission.WRITE) >= 0)
                .toList();
    }
}
