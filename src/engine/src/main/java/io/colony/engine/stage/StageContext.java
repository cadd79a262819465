package io.colony.engine.stage;

import io.colony.engine.agent.AgentBackend;
import io.colony.engine.agent.AgentLimits;
import io.colony.engine.agent.UsageReporting;
import io.colony.engine.database.Database;
import io.colony.engine.evidence.EvidenceVerifier;
import io.colony.engine.forge.Intents;
import io.colony.engine.gate.GateRunner;
import io.colony.engine.gate.PolicyGates;
import io.colony.engine.git.TrustedClones;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.ledger.Usd;
import io.colony.engine.prompt.PromptBuilder;
import io.colony.engine.queue.Offer;
import io.colony.engine.recovery.FailureClass;
import io.colony.engine.retrospective.LessonSettings;
import io.colony.engine.workspace.Workspaces;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the stages work with: one record, so that a stage's constructor says what it decides and not what it needs.
 *
 * @param hosts by adapter name
 * @param redact removes secrets from text before it is stored or sent
 * @param attribution whether comments end with a line that says whose they are
 * @param lessons how much of other issues' experience an agent is given
 */
public record StageContext(
        Database database,
        InstantSource clock,
        IssueStore issues,
        RunStore runs,
        JudgementStore judgements,
        Map<String, CodeHost> hosts,
        Intents intents,
        Dependencies dependencies,
        TrustedClones trustedClones,
        Workspaces workspaces,
        GateRunner gateRunner,
        PolicyGates policyGates,
        EvidenceVerifier evidence,
        RepositoryPolicy.Reader policies,
        PromptBuilder prompts,
        Agents agents,
        UnaryOperator<String> redact,
        boolean attribution,
        LessonSettings lessons) {

    /** The code host that a claimed task's repository lives on. */
    CodeHost host(ClaimedTask claim) {
        CodeHost host = hosts.get(claim.repository().forge());
        if (host == null) {
            throw new StageFailure(
                    FailureClass.PERMANENT,
                    "Repository " + claim.repository().slug() + " is on code host '"
                            + claim.repository().forge() + "', which this installation is not configured for.");
        }
        return host;
    }

    /** Stores what the session has left so far, before an act that a crash may follow. */
    void keep(StageSession session) {
        List<Artifact> artifacts = session.artifacts();
        database.useTransaction(transaction -> artifacts.forEach(artifact -> runs.addArtifact(
                transaction, session.claim().issue().id(), session.claim().runId(), artifact, clock.instant())));
        session.stored(artifacts.size());
    }

    /**
     * The agent programs of this installation.
     *
     * @param defaultName for repositories that name none; empty where this process has no such agent
     * @param limits by back-end name; the cost limit in it is replaced by the run's reservation
     */
    public record Agents(
            Map<String, AgentBackend> backEnds, Map<String, AgentLimits> limits, Optional<String> defaultName) {
        /** Those of one, with what its run may cost. */
        public AgentLimits limits(String backEnd, Usd reserved) {
            AgentLimits of = limits.getOrDefault(backEnd, AgentLimits.withCeiling(reserved));
            return new AgentLimits(
                    of.wallClock(),
                    of.inactivity(),
                    of.toolInactivity(),
                    of.turns(),
                    of.outputBytes(),
                    of.memoryBytes(),
                    reserved);
        }

        /** Whether a run of one is ended where it has cost what it may: not where that is stated at the end alone. */
        public boolean endsAtCeiling(String backEnd) {
            return Optional.ofNullable(backEnds.get(backEnd))
                    .filter(known -> known.usage() == UsageReporting.LIVE)
                    .isPresent();
        }

        /** What workers with these agents offer, as tasks ask for it. */
        public List<String> offered() {
            Stream<String> standIn = defaultName.map(name -> Offer.DEFAULT_AGENT).stream();
            return Stream.concat(backEnds.keySet().stream(), standIn).sorted().toList();
        }
    }
}
