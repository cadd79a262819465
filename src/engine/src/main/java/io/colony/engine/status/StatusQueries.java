package io.colony.engine.status;

import io.colony.engine.database.Database;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.WorkflowCatalog;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Everything that pages, API and command line show. Reads only, each method in one transaction of its own. Safe for use by
 * many threads.
 *
 * <p>Every method throws {@link StoreUnavailableException} while the store does not answer.
 */
public interface StatusQueries {
    /** Queries on the store. */
    static StatusQueries postgres(Database database, InstantSource clock) {
        return new PostgresStatusQueries(new PostgresReads(database), clock, WorkflowCatalog.postgres(clock));
    }

    Overview overview();

    /** Issues that the filter lets through, newest first. */
    IssuePage issues(IssueFilter filter, PageRequest page);

    /** Empty when no such issue is known. */
    Optional<IssueDetail> issue(IssueKey key);

    /** What the issue waits for, since when, what was tried and who can move it. Empty when no such issue is known. */
    Optional<Why> why(IssueKey key);

    /** One run of an issue; empty when the issue has no such run. */
    Optional<RunEntry> run(IssueKey key, long runId);

    /**
     * What a run's agent said and did, in order.
     *
     * @param afterSeq only lines that come after it; -1 for all
     * @param limit at most so many
     */
    List<TranscriptLine> transcript(long runId, int afterSeq, int limit);

    /**
     * The part of a transcript that comes before a line, in order.
     *
     * @param beforeSeq only lines that come before it
     * @param limit the last so many of them
     */
    List<TranscriptLine> transcriptBefore(long runId, int beforeSeq, int limit);

    /** What a run left, oldest first; nothing when the issue has no such run. */
    List<ArtifactEntry> artifacts(IssueKey key, long runId);

    /** One gate's result; empty when the issue has no such result. */
    Optional<GateEntry> gate(IssueKey key, long gateResultId);

    /** The end of a gate's output; empty when the issue has no such gate result. */
    Optional<String> gateLog(IssueKey key, long gateResultId);

    /** Open tasks in the queue's order, then dead letters; at most 500. */
    List<TaskEntry> tasks();

    /** Workers, live ones first. */
    List<WorkerEntry> workers();

    /**
     * Changes of state with a greater id, in the order of ids.
     *
     * <p>Transactions may commit in another order than their ids, so whoever follows along uses {@link TransitionFeed}.
     */
    List<TransitionEntry> transitionsSince(long id, int limit);

    /** Returns when the store answers. */
    void ping();
}
