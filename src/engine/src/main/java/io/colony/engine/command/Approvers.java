package io.colony.engine.command;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Repositories;
import io.colony.engine.issue.BranchPushes;
import io.colony.engine.issue.Issue;
import io.colony.engine.stage.Approvals;
import io.colony.engine.stage.JudgementStore;
import java.util.Optional;

/** Who may not approve a change although they may write: whoever had a hand in it. */
final class Approvers {
    private final Repositories repositories;
    private final BranchPushes pushes = BranchPushes.postgres();

    Approvers(Repositories repositories) {
        this.repositories = repositories;
    }

    /** Whether the approvals of its head are enough by now. */
    boolean enough(Transaction transaction, JudgementStore judgements, Issue issue, String head) {
        return new Approvals(judgements)
                .enough(transaction, repositories.get(transaction, issue.repositoryId()), issue.id(), head);
    }

    /** Why somebody may not; logins are the same in upper and lower case. */
    Optional<String> obstacle(Transaction transaction, Issue issue, String login) {
        if (pushes.by(transaction, issue.id(), login)) {
            return Optional.of(
                    login + " pushed to the branch of " + issue.key() + ": somebody else approves what they wrote.");
        }
        boolean author = issue.author().equalsIgnoreCase(login);
        return author && !repositories.get(transaction, issue.repositoryId()).authorMayApprove()
                ? Optional.of(login + " wrote " + issue.key() + ": somebody else approves its change, unless the"
                        + " repository's settings say merge.author_may_approve.")
                : Optional.empty();
    }
}
