package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.IssueState;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether a merge of an issue's change is under way, or done and not yet written down. The issue's row is locked for it, as whoever begins a merge does,
 * so that no merge begins unseen until the transaction ends.
 */
final class PostgresOpenMerge {
    /** Of these it is written down. */
    private static final Set<IssueState> OVER = Set.of(IssueState.DONE, IssueState.CANCELLED);

    private PostgresOpenMerge() {}

    /** Why the issue cannot end or begin anew now; empty where no merge is under way. */
    static Optional<String> find(Transaction transaction, Issue issue) {
        transaction
                .handle()
                .createQuery("select id from issues where id = :id for no key update")
                .bind("id", issue.id())
                .mapTo(Long.class)
                .one();
        return look(transaction, issue);
    }

    /** The same as it looks at this moment: nothing is locked. */
    static Optional<String> look(Transaction transaction, Issue issue) {
        return underWay(transaction, issue).or(() -> notWrittenDown(transaction, issue));
    }

    private static Optional<String> underWay(Transaction transaction, Issue issue) {
        return transaction
                .handle()
                .createQuery(
                        "select ref from forge_intents where issue_id = :id and kind = 'merge' and state = 'open' limit 1")
                .bind("id", issue.id())
                .mapTo(String.class)
                .findOne()
                .map(ref -> "The merge of " + ref
                        + " has begun and the code host's answer is not known yet. Try again in"
                        + " a moment; where the worker was lost, retry the issue first, and the Marshal looks it up.");
    }

    /** The code host has merged, and the issue is not done yet: closing it there has failed, or its worker has. */
    private static Optional<String> notWrittenDown(Transaction transaction, Issue issue) {
        if (OVER.contains(issue.state()) || issue.pullRequest().isEmpty()) {
            return Optional.empty();
        }
        return transaction
                .handle()
                .createQuery("select ref from forge_intents where issue_id = :id and kind = 'merge' and state = 'done'"
                        + " and ref = :ref limit 1")
                .bind("id", issue.id())
                .bind("ref", "pull/" + issue.pullRequest().get())
                .mapTo(String.class)
                .findOne()
                .map(ref ->
                        "Its change is merged already, by " + ref + ", and the issue is about to be done. Where it is"
                                + " not in a moment, retry or resume it, and the Marshal writes that down.");
    }
}
