package io.jenkins.plugins.colony.agents;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.colony.engine.process.StopSignal;
import io.colony.engine.remote.SessionDirectory;
import io.colony.engine.remote.SessionFiles;
import io.colony.engine.remote.SessionProgress;
import io.colony.engine.remote.SessionSetup;
import io.colony.engine.stage.HandsLost;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A session on an agent. While the agent is away everything waits, for {@link #PATIENCE}: the session goes on meanwhile, and
 * tells afterwards what was missed.
 */
final class AgentSessionFiles implements SessionFiles {
    /** Shorter than the session's own patience, so that what is given up here ends there as well. */
    static final Duration PATIENCE = Duration.ofMinutes(8);

    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Agent agent;
    private final String session;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean opened;

    /**
     * On an agent.
     *
     * @param session its name, unique on the agent
     * @param stop ends waiting for an agent that is away
     */
    AgentSessionFiles(Agent agent, String session, StopSignal stop) {
        this.agent = agent;
        this.session = session;
        stop.onStop(stopped::countDown);
    }

    private SessionPlace place() throws IOException, InterruptedException {
        FilePath root = agent.root();
        return new SessionPlace(
                root.child("sessions").child(session).getRemote(),
                agent.libraries().on(root));
    }

    @Override
    public void open(SessionSetup setup) {
        String text = setup.text();
        ask("started", () -> call(new SessionCall.Open(place(), text)));
        opened = true;
    }

    @Override
    public String submit(int call, String text) {
        return ask("asked", () -> call(new SessionCall.Submit(place(), call, text)));
    }

    @Override
    public SessionProgress await(int call, long from, Duration most) {
        return ask("asked", () -> call(new SessionCall.Await(place(), call, from, most.toMillis())));
    }

    /** Not waited for: while the agent is away, the session ends by its own patience. */
    @Override
    public void stop(String reason) {
        try {
            if (opened && agent.channel().isPresent()) {
                call(new SessionCall.Stop(place(), reason));
            }
        } catch (IOException away) {
            throw lost("stopped", away);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void copyOut(String name, OutputStream to) {
        once("read", () -> {
            file(name).copyTo(to);
            return true;
        });
    }

    @Override
    public String copyIn(String name, InputStream from) {
        return once("written", () -> {
            FilePath file = file(name);
            file.copyFrom(from);
            return file.getRemote();
        });
    }

    private FilePath file(String name) throws IOException, InterruptedException {
        return agent.root().child("sessions").child(session).child(SessionDirectory.place(name));
    }

    @Override
    public void close() {
        once("ended", () -> call(new SessionCall.Close(place())));
    }

    @Override
    public List<String> lastWords() {
        return once("asked", () -> call(new SessionCall.LastWords(place())));
    }

    private <V> V call(SessionCall<V> call) throws IOException, InterruptedException {
        VirtualChannel channel = agent.channel().orElseThrow(() -> new IOException("the agent is offline"));
        try {
            return channel.call(call);
        } catch (RuntimeException failure) {
            // What a call gets whose channel dies under it is no IOException, and no type that plugins are to know.
            if (failure.getClass().getName().startsWith("hudson.remoting.")) {
                throw new IOException("the agent was lost: " + failure.getMessage(), failure);
            }
            throw failure;
        }
    }

    /** What needs the agent. */
    @FunctionalInterface
    private interface Question<V> {
        V ask() throws IOException, InterruptedException;
    }

    /** Again and again while the agent is away. */
    private <V> V ask(String what, Question<V> question) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return question.ask();
            } catch (IOException away) {
                if (System.nanoTime() - end >= 0 || stoppedWithin(LOOK)) {
                    throw lost(what, away);
                }
            } catch (InterruptedException interrupted) {
                throw interrupted(interrupted);
            }
        }
    }

    private <V> V once(String what, Question<V> question) {
        try {
            return question.ask();
        } catch (IOException away) {
            throw lost(what, away);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private boolean stoppedWithin(Duration pause) {
        try {
            return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private HandsLost lost(String what, IOException away) {
        return new HandsLost(
                "The session on agent '" + agent.name() + "' could not be " + what + ": " + away.getMessage()
                        + ". Whatever still runs there ends by itself.",
                away);
    }

    private HandsLost interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new HandsLost("Work on agent '" + agent.name() + "' was interrupted: Jenkins goes down.", interrupted);
    }
}
