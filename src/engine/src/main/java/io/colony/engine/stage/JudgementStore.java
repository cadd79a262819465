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
 * What was judged of commits: results of gates, a reviewer's verdicts, people's approvals, and what gates say of the base
 * that a change is held against. Takes part in the given transaction.
 */
public interface JudgementStore {
    static JudgementStore postgres() {
        return new PostgresJudgementStore();
    }

    void addGateResults(Transaction transaction, Commits commits, List<GateResult> results, Instant at);

    /** What the newest run that ran gates at this commit got; empty when none did. */
    List<GateResult> gates(Transaction transaction, long issueId, String headSha);

    void addVerdict(Transaction transaction, NewVerdict verdict, Instant at);

    /** The newest verdict of the issue that was not voided. */
    Optional<StoredVerdict> verdict(Transaction transaction, long issueId);

    /** All verdicts on this very commit, newest first, also those that do not count any more. */
    List<StoredVerdict> verdictsOf(Transaction transaction, long issueId, String headSha);

    /** What {@link #verdict} says of each of these issues that has one. Asked without waiting. */
    Answer<IssueVerdict> verdicts(Transaction transaction, Collection<Long> issueIds);

    /**
     * The word of an issue's verdict.
     *
     * @param heads the commit that it is about, and what the Marshal has made of that by rebases since
     */
    record IssueVerdict(long issueId, String verdict, List<String> heads) {}

    void voidVerdicts(Transaction transaction, long issueId, String reason, Instant at);

    /** Who approved this commit by hand since its implementation was begun, and has not taken that back; oldest first. */
    List<String> approvals(Transaction transaction, long issueId, String headSha);

    void addApproval(Transaction transaction, long issueId, String headSha, String approver, Instant at);

    /** Takes an approval back; {@code false} when there is none that counts. Given again, it counts again. */
    boolean withdrawApproval(Transaction transaction, long issueId, String headSha, String approver, Instant at);

    /** What a gate said about a base commit; empty when it was not asked yet. */
    Optional<Baseline> baseline(Transaction transaction, long repositoryId, String baseSha, String commandHash);

    void addBaseline(Transaction transaction, Baseline baseline, Instant at);

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
}
