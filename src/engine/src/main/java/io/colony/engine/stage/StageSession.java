package io.colony.engine.stage;

import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.gate.GateResult;
import io.colony.engine.ledger.Usd;
import io.colony.engine.process.StopSignal;
import io.colony.engine.projection.Projection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a running stage is given, and where it leaves what shall be stored with its outcome. Used by the stage's thread;
 * the stop signal by any.
 */
public final class StageSession {
    private final ClaimedTask claim;
    private final StopSignal stop;
    private final List<Artifact> artifacts = new ArrayList<>();
    private final List<GateRecord> gates = new ArrayList<>();
    private final List<Telling> tellings = new ArrayList<>();
    private Optional<JudgementStore.NewVerdict> verdict = Optional.empty();
    private Optional<AgentRun> agent = Optional.empty();

    public StageSession(ClaimedTask claim, StopSignal stop) {
        this.claim = claim;
        this.stop = stop;
    }

    /** The same run with nothing left behind but what its agent cost: for a result that the store will not take. */
    StageSession withCostOnly() {
        StageSession bare = new StageSession(claim, stop);
        bare.agent = agent;
        return bare;
    }

    public ClaimedTask claim() {
        return claim;
    }

    /** Raised when the task was taken away or the host drains. */
    public StopSignal stop() {
        return stop;
    }

    /** Stored when the stage ends, whatever its outcome. */
    public void leave(Artifact artifact) {
        artifacts.add(artifact);
    }

    public void leaveGates(String headSha, String baseSha, List<GateResult> results) {
        gates.add(new GateRecord(headSha, baseSha, List.copyOf(results)));
    }

    public void leaveVerdict(JudgementStore.NewVerdict newVerdict) {
        verdict = Optional.of(newVerdict);
    }

    /** Tells the code host, if the outcome counts. */
    public void tell(String marker, Projection projection) {
        tellings.add(new Telling(marker, spent -> projection));
    }

    /** The same of what names the cost, which is not known before the run is booked. */
    public void tellWithCost(String marker, Function<Usd, Projection> projection) {
        tellings.add(new Telling(marker, projection));
    }

    /** Notes what the agent program did; a session has at most one agent run. */
    public void agentRan(String backEnd, AgentResult result, Instant endedAt) {
        agent = Optional.of(new AgentRun(backEnd, result, endedAt));
    }

    /** The first so many artefacts are in the store already. */
    void stored(int count) {
        artifacts.subList(0, count).clear();
    }

    /** What is not stored yet. */
    public List<Artifact> artifacts() {
        return List.copyOf(artifacts);
    }

    public List<GateRecord> gates() {
        return List.copyOf(gates);
    }

    public List<Telling> tellings() {
        return List.copyOf(tellings);
    }

    public Optional<JudgementStore.NewVerdict> verdict() {
        return verdict;
    }

    public Optional<AgentRun> agent() {
        return agent;
    }

    /** Gate results and the commits they are about. */
    public record GateRecord(String headSha, String baseSha, List<GateResult> results) {}

    /**
     * A message to the code host, and the name that makes it one message for ever.
     *
     * @param projection of what the issue has cost, this run included
     */
    public record Telling(String marker, Function<Usd, Projection> projection) {}

    /** The agent run of a session. */
    public record AgentRun(String backEnd, AgentResult result, Instant endedAt) {
        public AgentUsage usage() {
            return result.usage();
        }
    }
}
