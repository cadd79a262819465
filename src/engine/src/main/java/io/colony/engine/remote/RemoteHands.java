package io.colony.engine.remote;

import io.colony.engine.agent.AgentBackend;
import io.colony.engine.forge.Forge;
import io.colony.engine.git.RemoteAccess;
import io.colony.engine.process.CommandRunner;
import io.colony.engine.process.StopSignal;
import io.colony.engine.stage.Hands;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Hands of one run in two sessions: one where models and the repository's own code run, and one for trusted git work, which
 * may be on another machine and alone has a code host's credential. Used by the run's thread.
 */
public final class RemoteHands implements AutoCloseable {
    private final SessionClient working;
    private final SessionClient trusted;

    /**
     * Where a session is.
     *
     * @param name for people
     */
    public record Place(String name, SessionFiles files, SessionSetup setup) {}

    public RemoteHands(Place working, Place trusted, StopSignal stop) {
        this.working = new SessionClient(working.name(), working.files(), working::setup, stop);
        // Trusted git work is short and is never cut off in the middle.
        this.trusted = new SessionClient(trusted.name(), trusted.files(), trusted::setup, new StopSignal());
    }

    /**
     * What a stage gets.
     *
     * @param agents the back ends' names
     * @param redact removes this installation's secrets from what gates print
     * @param reading what trusted clones are fetched with
     * @param forge how the code host is reached by commands that run where the trusted clones lie
     */
    public Hands hands(
            Set<String> agents,
            UnaryOperator<String> redact,
            RemoteAccess reading,
            BiFunction<Forge, CommandRunner, Forge> forge) {
        Map<String, AgentBackend> backEnds = new HashMap<>();
        agents.forEach(agent -> backEnds.put(agent, new RemoteBackend(agent, working)));
        CommandRunner commands = new RemoteCommands(trusted);
        return new Hands(
                new RemoteClones(trusted, working, reading),
                new RemoteWorkspaces(working, new RepositoryFeed(working, trusted, reading)),
                new RemoteGates(working, redact),
                backEnds,
                host -> forge.apply(host, commands));
    }

    /** Ends both sessions: what they answered is forgotten. Only for a run that is complete. */
    @Override
    public void close() {
        try {
            working.close();
        } finally {
            trusted.close();
        }
    }
}
