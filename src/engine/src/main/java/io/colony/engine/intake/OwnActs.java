package io.colony.engine.intake;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Intents;
import io.colony.engine.forge.Intents.Intent;
import io.colony.engine.forge.Intents.Kind;
import io.colony.engine.forge.Intents.Resolution;
import io.colony.engine.issue.Issue;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells what we did on the code host from what others did there: whatever we do has an intent first. */
final class OwnActs {
    private final Intents intents;

    OwnActs(Intents intents) {
        this.intents = intents;
    }

    /** Whether this merge is ours: under way, or done. */
    boolean merged(Transaction transaction, Issue issue, long pullRequest) {
        return any(
                transaction,
                issue,
                intent -> intent.intended().kind() == Kind.MERGE
                        && intent.intended().ref().equals("pull/" + pullRequest));
    }

    /** Whether we put this commit on the branch, or are about to. */
    boolean pushed(Transaction transaction, Issue issue, String headSha) {
        return any(
                transaction,
                issue,
                intent -> intent.intended().kind() == Kind.PUSH
                        && intent.intended().newSha().equals(Optional.of(headSha)));
    }

    private boolean any(Transaction transaction, Issue issue, Predicate<Intent> wanted) {
        return intents.history(transaction, issue.id()).stream()
                .filter(intent -> intent.resolution()
                        .map(resolution -> resolution == Resolution.DONE)
                        .orElse(true))
                .anyMatch(wanted);
    }
}
