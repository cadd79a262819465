package io.jenkins.plugins.colony.agents;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.colony.engine.agent.AgentBackends;
import io.colony.engine.log.Log;
import io.colony.engine.process.StopSignal;
import io.colony.engine.remote.RemoteHands;
import io.colony.engine.remote.SessionSetup;
import io.colony.engine.stage.HandsLost;
import io.jenkins.plugins.colony.JenkinsFacade;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Makes the hands of a run on Jenkins' agents: a session where the build is, and one where trusted git work is done. For the
 * same run they are the same sessions again: what they began goes on. Safe for use by many threads.
 */
public final class StageHands {
    /** After so long without a question a session ends what it runs; no longer than the lease of a task. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Logger LOG = Log.of(StageHands.class);
    private static final Supplier<AgentLibraries> JARS = new Once();

    private final JenkinsFacade jenkins;

    public StageHands(JenkinsFacade jenkins) {
        this.jenkins = jenkins;
    }

    /**
     * Which run, and where.
     *
     * @param working the agent of the build, by Jenkins' name for it; empty for the built-in node
     * @param trusted the same of where trusted git work is done
     */
    public record Run(long runId, long epoch, String working, String trusted) {
        private String session(String part) {
            return "run-" + runId + "-" + epoch + "-" + part;
        }
    }

    /** Read once, when they are first needed. */
    private static final class Once implements Supplier<AgentLibraries> {
        private @Nullable AgentLibraries read;

        @Override
        public synchronized AgentLibraries get() {
            if (read == null) {
                read = AgentLibraries.ofThisController();
            }
            return read;
        }
    }

    /**
     * What an agent lacks, in a sentence; empty where it lacks nothing. Its Java is known to be new enough.
     *
     * @param name by Jenkins' name
     */
    public Optional<String> lacking(String name) throws IOException, InterruptedException {
        Agent agent = agent(name);
        VirtualChannel channel = agent.channel()
                .orElseThrow(() -> new IOException("Agent '" + agent.name() + "' went offline; the task waits."));
        return Optional.of(channel.call(new SessionCall.Check()))
                .filter(words -> !words.isEmpty())
                .map(words -> "Agent '" + agent.name() + "': " + words);
    }

    /** An agent for trusted git work that is online, by the expression of its label. */
    public Optional<String> trusted(String label) {
        return jenkins.online(label).stream().findFirst();
    }

    /**
     * Opens or takes up a run's sessions; they begin when they are first asked.
     *
     * @param agents what the working session may be asked to run
     * @param variables what their settings name besides the agent's own environment
     * @throws HandsLost where an agent is offline now
     */
    public RemoteHands open(
            Run run, List<AgentBackends.Program> agents, Map<String, String> variables, StopSignal stop) {
        return new RemoteHands(
                place(run.working(), run.session("working"), stop, agents, variables),
                place(run.trusted(), run.session("trusted"), stop, List.of(), Map.of()),
                stop);
    }

    /**
     * A session for one agent program.
     *
     * @param home a directory that ends with it, as a path on the agent
     */
    public record Session(RemoteHands.Place place, String home) {}

    /**
     * Opens or takes up a session that is no stage's; it begins when it is first asked.
     *
     * @param node by Jenkins' name
     * @throws HandsLost where the agent is offline now
     */
    public Session session(
            String node,
            String session,
            List<AgentBackends.Program> agents,
            Map<String, String> variables,
            StopSignal stop) {
        FilePath home = root(agent(node)).child("sessions").child(session).child("home");
        return new Session(place(node, session, stop, agents, variables), home.getRemote());
    }

    /** Ends a session whose result is stored; what is left of it is swept when its agent is used again. */
    public static void end(Runnable close) {
        try {
            close.run();
        } catch (HandsLost away) {
            LOG.info("{}", away.getMessage());
        }
    }

    /** The work directory of trusted clones. */
    public String trustedWork(Run run) {
        return workDirectory(agent(run.trusted()));
    }

    /** Whether both agents of a run are there. */
    public boolean reachable(Run run) {
        return agent(run.working()).channel().isPresent()
                && agent(run.trusted()).channel().isPresent();
    }

    /** Ends whatever is left of a run that is not ours any more. Where an agent is away, it ends there by itself. */
    public void abandon(Run run) {
        end(run.working(), run.session("working"));
        end(run.trusted(), run.session("trusted"));
    }

    private void end(String name, String session) {
        end(() -> AgentSessionFiles.patient(agent(name), session, new StopSignal())
                .close());
    }

    private RemoteHands.Place place(
            String name,
            String session,
            StopSignal stop,
            List<AgentBackends.Program> agents,
            Map<String, String> variables) {
        Agent agent = agent(name);
        return new RemoteHands.Place(
                "agent '" + agent.name() + "'",
                AgentSessionFiles.patient(agent, session, stop),
                new SessionSetup(workDirectory(agent), agents, variables, PATIENCE));
    }

    private static String workDirectory(Agent agent) {
        return root(agent).child("work").getRemote();
    }

    private static FilePath root(Agent agent) {
        try {
            return agent.root();
        } catch (IOException away) {
            throw new HandsLost("Agent '" + agent.name() + "' is offline: " + away.getMessage() + ".", away);
        }
    }

    private Agent agent(String name) {
        return new Agent(name.isEmpty() ? "built-in" : name, () -> jenkins.computer(name), JARS);
    }
}
