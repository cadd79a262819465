package io.colony.engine.gate;

import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.workspace.Workspaces.GateWorkspace;
import io.colony.engine.workspace.Workspaces.GateWorkspaces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the gates of one commit run. A workspace is kept where a later gate builds on what is in it: nothing runs there
 * again, it is only copied. For one thread; closing it closes what was kept.
 */
final class GateWorkplaces implements AutoCloseable {
    private final GateWorkspaces workspaces;
    private final Set<String> builtOn;
    private final Map<String, GateWorkspace> kept = new HashMap<>();
    private final Map<String, Verdict> verdicts = new HashMap<>();

    GateWorkplaces(List<GateDefinition> gates, GateWorkspaces workspaces) {
        this.workspaces = workspaces;
        this.builtOn = gates.stream().flatMap(gate -> gate.buildsOn().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Why there is nothing that the gate could build on; empty where there is, or it builds on nothing. */
    Optional<String> obstacle(GateDefinition gate) {
        return gate.buildsOn()
                .filter(earlier -> verdicts.getOrDefault(earlier, Verdict.COULD_NOT_RUN) == Verdict.COULD_NOT_RUN
                        || !kept.containsKey(earlier))
                .map(earlier -> "'" + earlier + "', on which it builds, gave no verdict");
    }

    /**
     * A new workspace for one run of the gate, to be handed to {@link #leave} after it.
     *
     * @throws io.colony.engine.git.RefusedContent when what it builds on cannot be taken over
     */
    GateWorkspace enter(GateDefinition gate) {
        return gate.buildsOn().map(kept::get).map(GateWorkspace::handOn).orElseGet(workspaces::fresh);
    }

    /** The run has ended. Of a gate that runs several times, the last run's files are what others build on. */
    void leave(GateDefinition gate, GateWorkspace workspace) {
        if (builtOn.contains(gate.name())) {
            Optional.ofNullable(kept.put(gate.name(), workspace)).ifPresent(GateWorkspace::close);
        } else {
            workspace.close();
        }
    }

    void judged(GateResult result) {
        verdicts.put(result.gate(), result.verdict());
    }

    @Override
    public void close() {
        List<RuntimeException> problems = new ArrayList<>();
        for (GateWorkspace workspace : kept.values()) {
            try {
                workspace.close();
            } catch (RuntimeException failure) {
                problems.add(failure);
            }
        }
        if (!problems.isEmpty()) {
            throw problems.getFirst();
        }
    }
}
