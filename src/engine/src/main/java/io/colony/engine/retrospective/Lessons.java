package io.colony.engine.retrospective;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Looks up what ended issues of the same repository teach about files. Takes part in the given transaction. */
public interface Lessons {
    static Lessons postgres() {
        return new PostgresLessons();
    }

    /**
     * The retrospectives with lessons that share most files with these, newest first among equals. Only of this
     * repository, not of this issue, and none that an operator withholds. However long history is, of each file only its
     * newest retrospectives are looked at.
     *
     * @param paths as mentioned: a whole path, its end, or a file name alone
     * @param most at most so many
     */
    List<Learnt> about(Transaction transaction, long repositoryId, long issueId, Collection<String> paths, int most);

    /**
     * What one ended issue teaches.
     *
     * @param files of the asked ones, those that it touched
     */
    record Learnt(IssueKey issue, String endedAs, Instant endedAt, List<String> files, List<Lesson> lessons) {}
}
