package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.IssueState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether a merge of an issue's change is under way, or done and not yet written down. The issue's row is locked for it, as whoever begins a merge does,
 * so that no merge begins unseen until the transaction ends.
 */
final class PostgresOpenMerge {
    /** Of these it is written down. */
    private static final Set<IssueState> OVER = Set.of(IssueState.DONE, IssueState.CANCELLED);

    /**
     * Merges that are under way or done. What only went into the code host's own queue is neither: it may come out of there
     * again. When the issue ends or begins anew, that pull request is closed, which takes it out.
     */
    static final String BEGUN = "kind = 'merge' and (state = 'open' or state = 'done'"
            + " and result ->> 'answer' is distinct from 'queued')";

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

    private static Optional<String> look(Transaction transaction, Issue issue) {
        return underWay(
                issue,
                transaction.query(
                        PostgresOpenMerge::merge,
                        "select ref, state from forge_intents where issue_id = ? and " + BEGUN,
                        issue.id()));
    }

    /**
     * A merge that was begun.
     *
     * @param open whether the code host's answer is not known yet; the others were carried out
     */
    record Merge(String ref, boolean open) {}

    static Merge merge(ResultSet row) throws SQLException {
        return new Merge(row.getString("ref"), row.getString("state").equals("open"));
    }

    /** The same as it looks at this moment, by the issue's merges: nothing is locked. */
    static Optional<String> underWay(Issue issue, List<Merge> merges) {
        return merges.stream()
                .filter(Merge::open)
                .findFirst()
                .map(merge ->
                        "The merge of " + merge.ref() + " has begun and the code host's answer is not known yet. Try"
                                + " again in a moment; where the worker was lost, retry the issue first, and the Marshal looks it"
                                + " up.")
                .or(() -> notWrittenDown(issue, merges));
    }

    /** The code host has merged, and the issue is not done yet: closing it there has failed, or its worker has. */
    private static Optional<String> notWrittenDown(Issue issue, List<Merge> merges) {
        if (OVER.contains(issue.state()) || issue.pullRequest().isEmpty()) {
            return Optional.empty();
        }
        String ours = "pull/" + issue.pullRequest().get();
        return merges.stream()
                .filter(merge -> !merge.open() && merge.ref().equals(ours))
                .findFirst()
                .map(merge -> "Its change is merged already, by " + merge.ref() + ", and the issue is about to be done."
                        + " Where it is not in a moment, retry or resume it, and the Marshal writes that down.");
    }
}
