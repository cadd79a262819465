package io.colony.engine.retrospective;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Which files an issue's change touches. Takes part in the given transaction. */
public interface IssueFiles {
    /** The most paths that are kept of one issue and generation. */
    int MOST = 500;

    static IssueFiles postgres() {
        return new PostgresIssueFiles();
    }

    /** Adds what a diff of the issue's present generation shows; adding a path twice is adding it once. */
    void changed(Transaction transaction, Issue issue, Collection<String> paths, Instant at);

    /** Paths of the issue, of all its generations, in the order of the alphabet. */
    List<String> of(Transaction transaction, long issueId);
}
