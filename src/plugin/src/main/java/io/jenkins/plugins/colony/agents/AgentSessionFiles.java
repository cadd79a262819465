package io.jenkins.plugins.colony.agents;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.colony.engine.process.StopSignal;
import io.colony.engine.remote.DistantFiles;
import io.colony.engine.remote.PatientFiles;
import io.colony.engine.remote.SessionFiles;
import io.colony.engine.remote.SessionProgress;
import io.colony.engine.remote.SessionSetup;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * A session on an agent, over Jenkins' channel.
 *
 * @param session its name, unique on the agent
 */
record AgentSessionFiles(Agent agent, String session) implements DistantFiles {
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    /** @param stop ends waiting for an agent that is away */
    static SessionFiles patient(Agent agent, String session, StopSignal stop) {
        return new PatientFiles("agent '" + agent.name() + "'", new AgentSessionFiles(agent, session), PATIENCE, stop);
    }

    private SessionPlace place() throws IOException, InterruptedException {
        FilePath root = agent.root();
        return new SessionPlace(
                root.child("sessions").child(session).getRemote(),
                agent.libraries().on(root));
    }

    @Override
    public void open(SessionSetup setup) throws IOException, InterruptedException {
        call(place -> new SessionCall.Open(place, setup.text()));
    }

    @Override
    public String submit(int call, String text) throws IOException, InterruptedException {
        return call(place -> new SessionCall.Submit(place, call, text));
    }

    @Override
    public SessionProgress await(int call, long from, Duration most) throws IOException, InterruptedException {
        return call(place -> new SessionCall.Await(place, call, from, most.toMillis()));
    }

    @Override
    public void stop(String reason) throws IOException, InterruptedException {
        call(place -> new SessionCall.Stop(place, reason));
    }

    @Override
    public byte[] piece(String name, long from) throws IOException, InterruptedException {
        return call(place -> new SessionCall.Piece(place, name, from));
    }

    @Override
    public String put(String name, long at, byte[] piece) throws IOException, InterruptedException {
        return call(place -> new SessionCall.Put(place, name, at, piece));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        call(place -> new SessionCall.Close(place));
    }

    @Override
    public List<String> lastWords() throws IOException, InterruptedException {
        return call(place -> new SessionCall.LastWords(place));
    }

    @Override
    public boolean connected() {
        return agent.channel().isPresent();
    }

    /** Where the session lies is asked of the agent as well. */
    private <V> V call(Function<SessionPlace, SessionCall<V>> call) throws IOException, InterruptedException {
        VirtualChannel channel = agent.channel().orElseThrow(() -> new IOException("the agent is offline"));
        try {
            return channel.call(call.apply(place()));
        } catch (RuntimeException failure) {
            // What a call gets whose channel dies under it is no IOException, and no type that plugins are to know.
            if (failure.getClass().getName().startsWith("hudson.remoting.")) {
                throw new IOException("the agent was lost: " + failure.getMessage(), failure);
            }
            throw failure;
        }
    }
}
