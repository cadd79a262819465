package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import java.util.Optional;

/**
 * Looks whether a merge of an issue's change is under way. The issue's row is locked for it, as whoever begins a merge does,
 * so that no merge begins unseen until the transaction ends.
 */
final class PostgresOpenMerge {
    private PostgresOpenMerge() {}

    /** Why the issue cannot end or begin anew now; empty where no merge is under way. */
    static Optional<String> find(Transaction transaction, Issue issue) {
        transaction
                .handle()
                .createQuery("select id from issues where id = :id for no key update")
                .bind("id", issue.id())
                .mapTo(Long.class)
                .one();
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
}
