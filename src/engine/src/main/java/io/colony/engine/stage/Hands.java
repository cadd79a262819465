package io.colony.engine.stage;

import io.colony.engine.agent.AgentBackend;
import io.colony.engine.forge.Forge;
import io.colony.engine.gate.GateRunner;
import io.colony.engine.git.TrustedClones;
import io.colony.engine.workspace.Workspaces;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a stage works with its hands by: files, programs and git, on whatever machine they are. What it decides, and what it
 * stores, does not depend on them.
 *
 * @param trustedClones where no model and no code of the repository runs
 * @param workspaces where agents and gates work; what {@code gateRunner} and {@code backEnds} run in
 * @param backEnds by name, as the installation's agents are called
 * @param forge the code host as it is reached from where the trusted clones lie: what pushes from one
 */
public record Hands(
        TrustedClones trustedClones,
        Workspaces workspaces,
        GateRunner gateRunner,
        Map<String, AgentBackend> backEnds,
        UnaryOperator<Forge> forge) {
    public Hands {
        backEnds = Map.copyOf(backEnds);
    }
}
