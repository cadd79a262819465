package io.colony.engine.stage;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Repository;
import io.colony.engine.issue.BranchPushes;
import java.util.List;
import java.util.Locale;

/**
 * How much people's approvals of a commit weigh, by what is known now: who pushed to the branch may have got a name since
 * they approved. Every method takes part in the given transaction.
 */
public final class Approvals {
    private final JudgementStore judgements;
    private final BranchPushes pushes = BranchPushes.postgres();

    public Approvals(JudgementStore judgements) {
        this.judgements = judgements;
    }

    /** How many people approve it who did not push to its branch. */
    public long count(Transaction transaction, long issueId, String head) {
        return judgements.approvals(transaction, issueId, head).stream()
                .map(login -> login.toLowerCase(Locale.ROOT))
                .distinct()
                .filter(login -> !pushes.by(transaction, issueId, login))
                .count();
    }

    /**
     * Whether these are enough to merge it: two where somebody pushed to the branch whom the code host has not named, since
     * one of them may be the one who approves.
     */
    public boolean enough(Transaction transaction, Repository repository, long issueId, String head) {
        long count = count(transaction, issueId, head);
        return count >= 2 || (count == 1 && (repository.authorMayApprove() || !pushes.unnamed(transaction, issueId)));
    }

    /** Whether it may be merged without anybody's approval: an Inspector's verdict leaves nothing to a person. */
    public boolean needless(Transaction transaction, long issueId, String head) {
        return heads(transaction, issueId, head).size() > 0
                && judgements
                        .verdict(transaction, issueId)
                        .filter(verdict -> verdict.verdict().equals("APPROVE")
                                && verdict.content()
                                        .path(ReviewStage.NEEDS_PERSON)
                                        .isEmpty())
                        .isPresent();
    }

    /** The commits of which the verdict on this one speaks: its own, and what the Marshal has made of it; else none. */
    List<String> heads(Transaction transaction, long issueId, String head) {
        return judgements.verdicts(transaction, List.of(issueId)).rows().stream()
                .map(JudgementStore.IssueVerdict::heads)
                .filter(heads -> heads.contains(head))
                .findFirst()
                .orElse(List.of());
    }
}
