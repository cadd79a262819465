package io.colony.engine.intake;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Dependencies.Lost;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.workflow.IssueState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the Mayor looks for among the issues. Takes part in the given transaction. */
public interface WaitingIssues {
    static WaitingIssues postgres(IssueStore issues) {
        return new PostgresWaitingIssues(issues);
    }

    /**
     * Locks issues in one of these states whose waiting for others is over: each of those is done or waived, or one was
     * cancelled. Oldest first, skipping those that another transaction holds.
     */
    List<Issue> lockSettled(Transaction transaction, Set<IssueState> states, int limit);

    /**
     * Locks epics in one of these states whose waiting for their children is over: each of those is done or waived, or one
     * will not come. Oldest first, skipping those that another transaction holds.
     *
     * @param lost when a child counts as one that will not come
     */
    List<Issue> lockSettledEpics(Transaction transaction, Set<IssueState> states, Lost lost, int limit);

    /** The approved text of an issue; empty where there is none. */
    Optional<String> text(Transaction transaction, Issue issue);

    /** An older issue of the same repository that has not ended and whose approved text is the same. */
    Optional<IssueKey> sameText(Transaction transaction, Issue issue);
}
