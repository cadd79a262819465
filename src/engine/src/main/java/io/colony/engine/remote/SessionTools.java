package io.colony.engine.remote;

import io.colony.engine.ColonyException;
import io.colony.engine.agent.AgentBackend;
import io.colony.engine.agent.AgentBackends;
import io.colony.engine.agent.EnvironmentPolicy;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.gate.GateRunner;
import io.colony.engine.gate.SupervisedGateRunner;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.LocalTrustedClones;
import io.colony.engine.git.TrustedClones;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.process.LocalProcessSupervisor;
import io.colony.engine.process.ProcessSupervisor;
import io.colony.engine.workspace.Keeping;
import io.colony.engine.workspace.LeftWorkspaces;
import io.colony.engine.workspace.LocalWorkspaces;
import io.colony.engine.workspace.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What a session works with on its own machine. */
final class SessionTools {
    private final Map<String, Map<String, String>> access = new ConcurrentHashMap<>();
    private final TrustedClones clones;
    private final LocalWorkspaces workspaces;
    private final GateRunner gates;
    private final Map<String, AgentBackend> backEnds;

    SessionTools(SessionSetup setup, HostEnvironment here) {
        Path work = Path.of(setup.workDirectory());
        Map<String, String> variables = new HashMap<>(here.variables());
        variables.putAll(setup.variables());
        ProcessSupervisor supervisor = new LocalProcessSupervisor();
        GitCommand git = git(work, here);
        clones = new LocalTrustedClones(work, git);
        // Here nobody looks between sessions, and what a killed one left may be large.
        new LeftWorkspaces(work, git, InstantSource.system()).sweep();
        workspaces = new LocalWorkspaces(work, git, InstantSource.system(), Keeping.whereStampsHold());
        gates = new SupervisedGateRunner(supervisor, gateEnvironment(here), UnaryOperator.identity());
        AgentBackends makers = new AgentBackends(supervisor, variables);
        backEnds = setup.agents().stream()
                .map(makers::make)
                .collect(Collectors.toMap(AgentBackend::name, Function.identity()));
    }

    private GitCommand git(Path work, HostEnvironment here) {
        try {
            Path home = Files.createDirectories(PrivateDirectory.make(work).resolve("git-home"));
            return new GitCommand(
                    new LocalCommandRunner(),
                    home,
                    EnvironmentPolicy.inherit(here.variables(), List.of()),
                    url -> access.getOrDefault(url, Map.of()));
        } catch (IOException failure) {
            throw new ColonyException(
                    "The work directory " + work + " cannot be written (" + failure
                            + "). Let the agent's user write it.",
                    failure);
        }
    }

    /** Where programs are, and no credential. */
    private static Map<String, String> gateEnvironment(HostEnvironment here) {
        Map<String, String> inherited = new HashMap<>(EnvironmentPolicy.inherit(here.variables(), List.of()));
        inherited.putIfAbsent("JAVA_HOME", here.javaHome().toString());
        return inherited;
    }

    /** What git is given to reach a remote, by its address; only a session for trusted work is ever told any. */
    Map<String, Map<String, String>> access() {
        return access;
    }

    TrustedClones clones() {
        return clones;
    }

    LocalWorkspaces workspaces() {
        return workspaces;
    }

    GateRunner gates() {
        return gates;
    }

    AgentBackend backEnd(String name) {
        AgentBackend backEnd = backEnds.get(name);
        if (backEnd == null) {
            throw new ColonyException("This session was not told of an agent '" + name + "'.");
        }
        return backEnd;
    }
}
