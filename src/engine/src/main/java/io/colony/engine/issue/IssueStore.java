package io.colony.engine.issue;

import io.colony.engine.ColonyException;
import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.queue.TaskQueue;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads issues, and writes what of them is not their state. Every method takes part in the given transaction. */
public interface IssueStore {
    /** Issues kept in Postgres. */
    static IssueStore postgres(WorkflowCatalog workflows, TaskQueue queue, AuditLog audit, InstantSource clock) {
        return new PostgresIssueStore(workflows, queue, audit, clock);
    }

    /** Also by a name that its repository had before. */
    Optional<Issue> find(Transaction transaction, IssueKey key);

    /** Those of them that are known, in any order; by the present names of their repositories alone. */
    List<Issue> find(Transaction transaction, Collection<IssueKey> keys);

    /** @throws io.colony.engine.ColonyException when there is no such issue */
    Issue get(Transaction transaction, long issueId);

    /** {@link #get} with the row locked until the transaction ends. */
    Issue lock(Transaction transaction, long issueId);

    /**
     * Registers an issue in the workflow's initial state, with its transition row (version 1) and, where that state has
     * an executor, its task. The key must be new.
     */
    Issue create(Transaction transaction, NewIssue issue);

    /**
     * The text that agents may see: the newest accepted snapshot.
     *
     * @throws io.colony.engine.ColonyException when there is none yet
     */
    default IssueSnapshot snapshot(Transaction transaction, long issueId) {
        return askSnapshot(transaction, issueId)
                .first()
                .orElseThrow(() -> new ColonyException(
                        "Issue " + issueId + " has no accepted text yet; add a snapshot when it is admitted."));
    }

    /** The same without waiting; empty when there is none yet. */
    Answer<IssueSnapshot> askSnapshot(Transaction transaction, long issueId);

    /** Adds a snapshot; it is what {@link #snapshot} answers from now on. */
    IssueSnapshot addSnapshot(Transaction transaction, NewSnapshot snapshot);

    /** Records what our own push made: branch, head and the base that it was built on. */
    void recordHead(Transaction transaction, long issueId, String branch, String headSha, String baseSha);

    /**
     * Records which head of our branch the code host named last.
     *
     * @return {@code false} when it was the one that is recorded, so that this is no news
     */
    boolean recordHostHead(Transaction transaction, long issueId, String headSha);

    /** The outcome by which the issue came to where it is. */
    Optional<String> arrivedBy(Transaction transaction, long issueId);

    /** Which issue of the repository these pull requests belong to now; those of earlier generations to none. */
    List<Issue> withPullRequests(Transaction transaction, long repositoryId, List<Long> numbers);

    /** Records the pull request of the current generation. */
    void recordPullRequest(Transaction transaction, long issueId, long number);

    /**
     * Records the commit on the base branch that holds the change; the first of a generation also as a merge whose fate is
     * watched, with the run that built the change.
     */
    void recordMerge(Transaction transaction, long issueId, String mergeSha);
}
