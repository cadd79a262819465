package io.colony.engine.stage;

import io.colony.engine.database.Json;
import io.colony.engine.gate.GateDefinition;
import io.colony.engine.gate.GateResult;
import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.workspace.Workspaces;
import io.colony.engine.workspace.Workspaces.GateWorkspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a repository's gates on a commit in a fresh clone, and holds red ones against the base commit: a gate that is red
 * there as well is not blamed on the change.
 */
final class GateStep {
    private final StageContext context;

    GateStep(StageContext context) {
        this.context = context;
    }

    /** The results for {@code headSha}; those of red gates carry their baseline. Left in the session as well. */
    List<GateResult> run(StageSession session, RepositoryPolicy policy, String headSha, String baseSha) {
        List<GateResult> results = new ArrayList<>();
        for (GateResult result : at(session, policy.gates(), headSha, "gates")) {
            results.add(result.verdict() == Verdict.FAIL ? withBaseline(session, policy, result, baseSha) : result);
        }
        session.leaveGates(headSha, baseSha, results);
        return results;
    }

    private GateResult withBaseline(StageSession session, RepositoryPolicy policy, GateResult red, String baseSha) {
        GateDefinition gate = policy.gates().stream()
                .filter(definition -> definition.name().equals(red.gate()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no definition of gate " + red.gate()));
        return new GateResult(
                red.gate(),
                red.verdict(),
                red.exitCode(),
                red.duration(),
                red.summary(),
                red.log(),
                Optional.of(baseline(session, gate, baseSha)),
                red.flaky());
    }

    private Verdict baseline(StageSession session, GateDefinition gate, String baseSha) {
        long repository = session.claim().repository().id();
        String commandHash = Json.sha256(gate.name() + "\n" + gate.command());
        Optional<Verdict> known = context.database()
                .inTransaction(transaction -> context.runs().baseline(transaction, repository, baseSha, commandHash));
        if (known.isPresent()) {
            return known.get();
        }
        GateResult result = at(session, List.of(gate), baseSha, "baseline").getFirst();
        // A gate that could not run says nothing about the commit: it is asked again next time.
        if (result.verdict() != Verdict.COULD_NOT_RUN) {
            context.database()
                    .useTransaction(transaction -> context.runs()
                            .addBaseline(
                                    transaction,
                                    new RunStore.Baseline(
                                            repository, baseSha, commandHash, result.verdict(), result.summary()),
                                    context.clock().instant()));
        }
        return result.verdict();
    }

    private List<GateResult> at(StageSession session, List<GateDefinition> gates, String sha, String purpose) {
        if (gates.isEmpty()) {
            return List.of();
        }
        ClaimedTask claim = session.claim();
        try (GateWorkspace workspace = context.workspaces()
                .createForGates(new Workspaces.Request(
                        claim.repository().slug(),
                        claim.repository().cloneUrl(),
                        claim.workspaceName() + "-" + purpose,
                        sha,
                        sha))) {
            return context.gateRunner().run(gates, workspace.directory(), workspace.home(), session.stop());
        }
    }
}
