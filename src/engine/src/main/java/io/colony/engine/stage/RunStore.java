package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.gate.GateResult;
import io.colony.engine.gate.TestRun;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What runs leave behind: the run itself, its artefacts, gate results, verdicts and transcript. Takes part in the given
 * transaction.
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
     * Completes a run, once: one that is complete already, such as given up for lost, stays as it is.
     *
     * @param agent how its agent program ended; empty where none was started
     */
    void complete(Transaction transaction, RunEnd end, Optional<AgentEnd> agent);

    void addArtifact(Transaction transaction, long issueId, long runId, Artifact artifact, Instant at);

    void addGateResults(Transaction transaction, Commits commits, List<GateResult> results, Instant at);

    /** What the newest run that ran gates at this commit got; empty when none did. */
    List<GateResult> gates(Transaction transaction, long issueId, String headSha);

    void addVerdict(Transaction transaction, NewVerdict verdict, Instant at);

    /** The newest verdict of the issue that was not voided. */
    Optional<StoredVerdict> verdict(Transaction transaction, long issueId);

    /** What {@link #verdict} says of each of these issues that has one. Asked without waiting. */
    Answer<IssueVerdict> verdicts(Transaction transaction, Collection<Long> issueIds);

    /** The word of an issue's verdict. */
    record IssueVerdict(long issueId, String verdict) {}

    void voidVerdicts(Transaction transaction, long issueId, String reason, Instant at);

    /** Who approved this commit by hand and has not taken that back, oldest first. */
    List<String> approvals(Transaction transaction, long issueId, String headSha);

    void addApproval(Transaction transaction, long issueId, String headSha, String approver, Instant at);

    /** Takes an approval back; {@code false} when there is none that counts. Given again, it counts again. */
    boolean withdrawApproval(Transaction transaction, long issueId, String headSha, String approver, Instant at);

    /** Records what a person wants changed with the issue's newest run, for the Builder's next attempt to read. */
    void addFindings(Transaction transaction, long issueId, JsonNode findings, Instant at);

    /** What a gate said about a base commit; empty when it was not asked yet. */
    Optional<Baseline> baseline(Transaction transaction, long repositoryId, String baseSha, String commandHash);

    void addBaseline(Transaction transaction, Baseline baseline, Instant at);

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

    /** Which run looked at which commits of an issue. */
    record Commits(long issueId, long runId, String headSha, String baseSha) {}

    /**
     * What a gate said about a base commit.
     *
     * @param tests what its reports listed there; empty where it declares none, or failed without leaving any
     */
    record Baseline(
            long repositoryId,
            String baseSha,
            String commandHash,
            GateResult.Verdict verdict,
            String summary,
            Optional<TestRun> tests) {}

    /** A verdict to be stored, bound to the commits and the policy that it was given on. */
    record NewVerdict(Commits commits, String policyVersion, String verdict, JsonNode content) {}

    /** A verdict as stored. */
    record StoredVerdict(
            long id, String headSha, String baseSha, String policyVersion, String verdict, JsonNode content) {}

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
