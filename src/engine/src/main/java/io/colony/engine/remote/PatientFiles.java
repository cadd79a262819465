package io.colony.engine.remote;

import io.colony.engine.process.StopSignal;
import io.colony.engine.stage.HandsLost;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A session whose connection may be lost for a while: everything waits then, for so long as is given. The session goes on
 * meanwhile, and tells afterwards what was missed.
 */
public final class PatientFiles implements SessionFiles {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final String where;
    private final DistantFiles files;
    private final Duration patience;
    private final Duration look;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean opened;

    /**
     * Waits for the connection by itself.
     *
     * @param where it is, for people, such as {@code agent 'a'}
     * @param patience shorter than the session's own, so that what is given up here ends there as well
     * @param stop ends waiting
     */
    public PatientFiles(String where, DistantFiles files, Duration patience, StopSignal stop) {
        this(where, files, patience, LOOK, stop);
    }

    PatientFiles(String where, DistantFiles files, Duration patience, Duration look, StopSignal stop) {
        this.look = look;
        this.where = where;
        this.files = files;
        this.patience = patience;
        stop.onStop(stopped::countDown);
    }

    @Override
    public void open(SessionSetup setup) {
        ask("started", () -> {
            files.open(setup);
            return true;
        });
        opened = true;
    }

    @Override
    public String submit(int call, String text) {
        return ask("asked", () -> files.submit(call, text));
    }

    @Override
    public SessionProgress await(int call, long from, Duration most) {
        return ask("asked", () -> files.await(call, from, most));
    }

    /** Not waited for: while the connection is away, the session ends by its own patience. */
    @Override
    public void stop(String reason) {
        if (opened && files.connected()) {
            once("stopped", () -> {
                files.stop(reason);
                return true;
            });
        }
    }

    @Override
    public byte[] piece(String name, long from) {
        return ask("read", () -> files.piece(name, from));
    }

    @Override
    public String put(String name, long at, byte[] piece) {
        return ask("written", () -> files.put(name, at, piece));
    }

    @Override
    public void close() {
        once("ended", () -> {
            files.close();
            return true;
        });
    }

    @Override
    public List<String> lastWords() {
        return once("asked", files::lastWords);
    }

    /** What needs the connection. */
    @FunctionalInterface
    private interface Question<V> {
        V ask() throws IOException, InterruptedException;
    }

    /** Again and again while the connection is away. */
    private <V> V ask(String what, Question<V> question) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return question.ask();
            } catch (IOException away) {
                if (System.nanoTime() - end >= 0 || stoppedWithin(look)) {
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
                "The session on " + where + " could not be " + what + ": " + away.getMessage()
                        + ". Whatever still runs there ends by itself.",
                away);
    }

    private HandsLost interrupted(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new HandsLost("Work on " + where + " was interrupted: this process goes down.", interrupted);
    }
}
