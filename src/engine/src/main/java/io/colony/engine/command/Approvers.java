package io.colony.engine.command;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.forge.local.LocalForge;
import io.colony.engine.issue.Issue;
import java.util.Optional;

/** Who may not approve a change although they may write: whoever had a hand in it. */
final class Approvers {
    private final Repositories repositories;
    private final Pushers pushers;

    Approvers(Repositories repositories, Pushers pushers) {
        this.repositories = repositories;
        this.pushers = pushers;
    }

    /** Why somebody may not; logins are the same in upper and lower case. */
    Optional<String> obstacle(Transaction transaction, Issue issue, String login) {
        if (pushers.pushed(transaction, issue.id(), login)) {
            return Optional.of(
                    login + " pushed to the branch of " + issue.key() + ": somebody else approves what they wrote.");
        }
        boolean author = issue.author().equalsIgnoreCase(login);
        return author && !authorMayApprove(repositories.get(transaction, issue.repositoryId()))
                ? Optional.of(login + " wrote " + issue.key() + ": somebody else approves its change, unless the"
                        + " repository's settings say merge.author_may_approve.")
                : Optional.empty();
    }

    /** Without an account nobody can be told from anybody on the local code host. */
    private static boolean authorMayApprove(Repository repository) {
        return repository
                .settings()
                .path("merge")
                .path("author_may_approve")
                .asBoolean(repository.forge().equals(LocalForge.NAME));
    }
}
