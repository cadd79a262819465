package io.colony.engine.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program in a session of its own that outlives whoever started it, known by a mark that no later process of the same
 * number has. Needs {@code setsid} (util-linux). Safe for use by many threads.
 */
public final class DetachedProcess {
    private final ProcessHandle process;

    private DetachedProcess(ProcessHandle process) {
        this.process = process;
    }

    /**
     * Starts it with this process's environment and no input.
     *
     * @param log takes whatever it prints
     */
    public static DetachedProcess start(List<String> words, Path directory, Path log) throws IOException {
        return new DetachedProcess(Launch.detached(words, directory, log).toHandle());
    }

    /** The one of this mark, while it lives. */
    public static Optional<DetachedProcess> find(String mark) {
        String[] parts = mark.strip().split(" ", 2);
        if (parts.length != 2 || !parts[0].matches("[0-9]{1,10}")) {
            return Optional.empty();
        }
        long pid = Long.parseLong(parts[0]);
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(found -> start(pid).equals(parts[1]))
                .map(DetachedProcess::new);
    }

    /** What {@link #find} knows it by. */
    public String mark() {
        return process.pid() + " " + start(process.pid());
    }

    private static String start(long pid) {
        return Machine.processStart(pid).orElse("unknown");
    }

    /** Waits so long for its end, then kills it; what it supervises goes with it. */
    public void end(Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
