package io.colony.engine.remote;

import io.colony.engine.process.StopSignal;
import io.colony.engine.stage.HandsLost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Looks whether somebody still wants the session: its calls are stopped when that is asked for, when it is ended, and when
 * nobody has asked anything for as long as its patience lasts. Two threads: the one that serves, and its own.
 */
final class SessionWatch {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final long SHORTEST = Duration.ofMillis(2).toNanos();
    private static final long LONGEST = Duration.ofMillis(50).toNanos();

    private final SessionDirectory files;
    private final Duration patience;
    private final StopSignal stop = new StopSignal();
    private volatile boolean over;

    SessionWatch(SessionDirectory files, Duration patience) {
        this.files = files;
        this.patience = patience;
    }

    /** Begins to look, in a thread of its own. */
    void start() {
        Thread.ofPlatform().daemon().name("session-watch").start(this::look);
    }

    private void look() {
        FileTime heard = FileTime.fromMillis(0);
        long since = System.nanoTime();
        while (!over) {
            FileTime now = lastHeard();
            if (!now.equals(heard)) {
                heard = now;
                since = System.nanoTime();
            }
            if (Files.exists(files.end()) || !Files.isDirectory(files.root())) {
                over("the session was ended");
            } else if (System.nanoTime() - since > patience.toNanos()) {
                over("nobody has asked for " + patience.toSeconds() + " s: whoever did is gone");
            } else if (PlainFile.exists(files.stopped())) {
                stop.stop(reason());
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** Whatever stands there: it was asked to stop. */
    private String reason() {
        try {
            return SessionDirectory.read(files.stopped());
        } catch (HandsLost unreadable) {
            return "it was asked to stop";
        }
    }

    private FileTime lastHeard() {
        try {
            return Files.getLastModifiedTime(files.heard());
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private void over(String why) {
        stop.stop(why);
        over = true;
    }

    /** Waits for it; {@code false} when the session is over first. */
    boolean await(BooleanSupplier condition) {
        long pause = SHORTEST;
        while (!over) {
            if (condition.getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(pause);
            pause = Math.min(LONGEST, pause + pause / 4);
        }
        return false;
    }

    /** Runs what can be ended early. */
    <T> T stoppable(Function<StopSignal, T> work) {
        return work.apply(stop);
    }
}
