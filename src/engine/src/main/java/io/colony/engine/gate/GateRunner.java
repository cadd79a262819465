package io.colony.engine.gate;

import io.colony.engine.process.StopSignal;
import io.colony.engine.workspace.Workspaces.GateWorkspaces;
import java.util.List;

/**
 * Runs a repository's checks on a commit, in order, under supervision and without any credential.
 *
 * <p>Every run of every gate gets a fresh clone and an empty {@code HOME} of its own: what a gate does to its files changes
 * neither what another one runs nor what it finds when it is run again. A gate that builds on another finds in its clone
 * what the last run of that one left besides the commit's own files; where that one could not run, neither can it.
 *
 * <p>Every definition gets a result: a gate that cannot be started, exits with 126 or 127, or takes too long is {@code
 * COULD_NOT_RUN}, never a pass. A red gate is run again, at most twice: red then green is a pass that is marked flaky.
 *
 * <p>A gate that declares reports has passed only where they appeared; its result lists their tests. One that removes its
 * checkout is {@code COULD_NOT_RUN}.
 */
public interface GateRunner {
    /**
     * Runs the gates one after the other.
     *
     * @param workspaces where they run; closed again before this returns
     * @param stop ends the running gate; it and the rest are then {@code COULD_NOT_RUN}
     */
    List<GateResult> run(List<GateDefinition> gates, GateWorkspaces workspaces, StopSignal stop);
}
