package io.colony.engine.intake;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.ForgeComment;
import io.colony.engine.forge.PullRequestReview;
import io.colony.engine.forge.Repository;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import java.util.Optional;

/**
 * What people ask for on the code host, carried out once by whoever can. What is our own or a program's is never brought
 * here. Not to be called within a transaction. Safe for use by many threads and processes.
 */
public interface HostRequests {
    /** A comment that was not looked at yet; empty where it is not meant as a command. */
    Optional<HostDecision> commented(Comment comment);

    /**
     * A comment on a pull request that nothing here is about; empty where it does not ask for anything.
     *
     * @param on the pull request
     */
    Optional<HostDecision> strange(Forge forge, Repository repository, IssueKey on, ForgeComment comment);

    /** A review by a person; the same one twice changes nothing. */
    HostDecision reviewed(Review review);

    /**
     * A comment as it is now.
     *
     * @param issue whose it is, also where it stands on the issue's pull request
     * @param on where it stands
     */
    record Comment(Forge forge, Repository repository, Issue issue, IssueKey on, ForgeComment text) {
        /** The pull request that it stands on; empty for the issue itself. */
        public Optional<Long> pullRequest() {
            return on.number() == issue.key().number() ? Optional.empty() : Optional.of(on.number());
        }
    }

    /** A review of the issue's pull request as it is now. */
    record Review(Forge forge, Repository repository, Issue issue, PullRequestReview given) {}
}
