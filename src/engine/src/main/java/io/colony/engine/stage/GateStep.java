package io.colony.engine.stage;

import io.colony.engine.gate.GateDefinition;
import io.colony.engine.gate.GateResult;
import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.workspace.Workspaces;
import io.colony.engine.workspace.Workspaces.GateWorkspaces;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Runs a repository's gates on a commit, each in a fresh clone, and holds them against the base commit: a gate that is
 * red there as well is not blamed on the change, and a test that ran there must run here.
 */
final class GateStep {
    private final StageContext context;
    private final Baselines baselines;

    GateStep(StageContext context) {
        this.context = context;
        this.baselines = new Baselines(context, this::at);
    }

    /**
     * The results for {@code headSha}; those of red gates and of gates with reports carry their baseline. Left in the
     * session as well.
     */
    List<GateResult> run(StageSession session, RepositoryPolicy policy, String headSha, String baseSha) {
        List<GateResult> heads = at(session, policy.gates(), headSha, "gates");
        Set<String> compared = new HashSet<>();
        for (GateResult result : heads) {
            if (result.verdict() == Verdict.FAIL || result.tests().isPresent()) {
                compared.add(result.gate());
            }
        }
        Baselines.Known known = session.stop().stopped()
                ? Baselines.Known.NONE
                : baselines.of(session, policy.gates(), compared, baseSha);
        List<GateResult> results = new ArrayList<>();
        for (GateResult result : heads) {
            results.add(known.held(result));
        }
        session.leaveGates(headSha, baseSha, results);
        return results;
    }

    private List<GateResult> at(StageSession session, List<GateDefinition> gates, String sha, String purpose) {
        ClaimedTask claim = session.claim();
        GateWorkspaces workspaces = context.workspaces()
                .forGates(new Workspaces.Request(
                        claim.repository().slug(),
                        claim.repository().cloneUrl(),
                        claim.workspaceName() + "-" + purpose,
                        sha,
                        sha));
        return context.gateRunner().run(gates, workspaces, session.stop());
    }
}
