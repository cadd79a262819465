package io.colony.engine.remote;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.process.StopSignal;
import io.colony.engine.stage.HandsLost;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a session, one call after the other, by number. Whoever takes a session up asks the same calls again and gets the
 * answers that are there, until it comes to the one that was under way. Used by one thread.
 */
final class SessionClient implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    /**
     * Looks in a row at which nothing came, after a stop: so many seconds. A program that is asked to end is killed within
     * some of them; a process that is alive and says nothing was stopped by what runs beside it.
     */
    static final int SILENT_AFTER_STOP = 120;

    /** The same while a workspace is saved, exported or removed: no word is said meanwhile, and one may be large. */
    static final int SILENT_OVER_A_WORKSPACE = 600;

    private static final Set<String> OVER_A_WORKSPACE =
            Set.of(RemoteWorkspaces.SAVE, RemoteWorkspaces.EXPORT, RemoteWorkspaces.CLOSE);

    static final String OP = "op";
    static final String ARGUMENTS = "arguments";

    private final String name;
    private final SessionFiles files;
    private final Supplier<SessionSetup> setup;
    private final StopSignal stop;
    private boolean open;
    private boolean told;
    private int calls;
    private @Nullable String lost;

    /**
     * A session that is opened when it is first asked.
     *
     * @param name for people, such as where it is
     * @param stop passed on to whatever the session runs
     */
    SessionClient(String name, SessionFiles files, Supplier<SessionSetup> setup, StopSignal stop) {
        this.name = name;
        this.files = files;
        this.setup = setup;
        this.stop = stop;
    }

    SessionFiles files() {
        return files;
    }

    <T> T call(String op, JsonNode arguments, TypeReference<T> type) {
        return Wire.read(call(op, arguments, event -> {}), type);
    }

    /** @param events told of each event of the call, also of those before the session was taken up */
    JsonNode call(String op, JsonNode arguments, Consumer<String> events) {
        if (lost != null) {
            throw new HandsLost(lost);
        }
        if (!open) {
            files.open(setup.get());
            open = true;
        }
        calls++;
        String asked = files.submit(calls, Wire.text(Wire.object().put(OP, op).set(ARGUMENTS, arguments)));
        String before = Wire.parse(asked).path(OP).asText();
        if (!before.equals(op)) {
            throw new HandsLost("The run cannot be taken up on " + name + ": call " + calls + " was '" + before
                    + "' before and is '" + op + "' now. It begins anew.");
        }
        return Wire.result(answered(op, events));
    }

    /** A call that was given up may still be under way there, and whatever is asked next would wait for its end. */
    private String answered(String op, Consumer<String> events) {
        try {
            return answer(op, events);
        } catch (HandsLost gone) {
            lost = gone.getMessage();
            throw gone;
        }
    }

    private String answer(String op, Consumer<String> events) {
        long known = 0;
        int silent = 0;
        while (true) {
            passStopOn();
            SessionProgress progress = files.await(calls, known, LOOK);
            silent = told && progress.to() == known ? silent + 1 : 0;
            known = progress.to();
            // The end of a line that was passed over is no event.
            progress.events().lines().filter(line -> line.startsWith("{")).forEach(events);
            if (progress.answer() != null) {
                return progress.answer();
            }
            if (!progress.alive()) {
                throw new HandsLost("The process that worked on " + name + " ended during '" + op + "'. It said last: "
                        + String.join(" / ", files.lastWords()));
            }
            if (silent > (OVER_A_WORKSPACE.contains(op) ? SILENT_OVER_A_WORKSPACE : SILENT_AFTER_STOP)) {
                throw new HandsLost(
                        "The process that worked on " + name + " was asked to stop during '" + op + "' and said"
                                + " nothing for " + silent + " s. It is ended; look there for what it left running.");
            }
        }
    }

    /** In this thread: whoever stops many runs waits for none of their connections. */
    private void passStopOn() {
        Optional<String> reason = told ? Optional.empty() : stop.reason();
        reason.ifPresent(why -> {
            files.stop(why);
            told = true;
        });
    }

    @Override
    public void close() {
        if (open) {
            files.close();
        }
    }
}
