package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Runs and what they leave behind: artefacts and transcript. What was judged of a change is in {@link JudgementStore}. Takes
 * part in the given transaction.
 */
public interface RunStore {
    static RunStore postgres() {
        return new PostgresRunStore();
    }

    /** Opens a run; its id. */
    long start(Transaction transaction, NewRun run);

    /**
     * Notes that the agent program is about to start: from here on the run costs money. {@code false} when the run is
     * complete already, such as given up for lost: then no agent may be started.
     */
    boolean agentStarted(Transaction transaction, long runId, String backEnd, String workspace, Instant at);

    /** The run of a claim that has not ended. */
    Optional<Long> underWay(Transaction transaction, long taskId, long epoch);

    /** The back end that the run started; empty when no agent was started. */
    Optional<String> startedBackEnd(Transaction transaction, long runId);

    /**
     * How many runs of this one's task were refused by a provider and followed, before the task's next run, by a run of
     * another task on this one's back end that was served.
     *
     * @param runId of a run that has not ended
     */
    int refusedWhileOthersWereServed(Transaction transaction, long runId);

    /**
     * Completes a run, once: one that is complete already, such as given up for lost, stays as it is.
     *
     * @param agent how its agent program ended; empty where none was started
     */
    void complete(Transaction transaction, RunEnd end, Optional<AgentEnd> agent);

    void addArtifact(Transaction transaction, long issueId, long runId, Artifact artifact, Instant at);

    /** Records what a person wants changed with the issue's newest run, for the Builder's next attempt to read. */
    void addFindings(Transaction transaction, long issueId, JsonNode findings, Instant at);

    /** All completed runs of the issue with their artefacts, oldest first: what the next attempt gets to read. */
    List<PastRun> history(Transaction transaction, long issueId);

    /** The newest artefact of a kind. */
    Optional<JsonNode> latestArtifact(Transaction transaction, long issueId, String kind);

    /** Keeps a line; one that is there already, since a run was taken up again, stays as it is. */
    void addTranscript(Transaction transaction, long runId, int seq, Instant at, String kind, String text);

    /** A run to be opened. */
    record NewRun(long issueId, long taskId, String stage, int attempt, long epoch, long workerId, Instant startedAt) {}

    /**
     * How an agent program ended.
     *
     * @param model that it said it used
     * @param at when its process was gone
     */
    record AgentEnd(Optional<String> model, Optional<Integer> exitCode, Instant at) {}

    /**
     * How a run ended.
     *
     * @param kind {@code completed}, {@code failed}, {@code revoked}
     */
    record RunEnd(
            long runId,
            String kind,
            Optional<String> outcome,
            Optional<String> failureClass,
            String reason,
            Instant endedAt) {}

    /**
     * An earlier run.
     *
     * @param counted whether its outcome changed anything; a late result is kept and did not
     */
    record PastRun(
            long runId,
            String stage,
            int attempt,
            boolean counted,
            String outcome,
            String reason,
            List<Artifact> artifacts) {}
}
