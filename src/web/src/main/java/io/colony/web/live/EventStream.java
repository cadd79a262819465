package io.colony.web.live;

import io.colony.engine.ColonyException;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.log.Log;
import io.colony.engine.status.ChangeTopic;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.Problem;
import io.colony.web.exchange.Query;
import io.colony.web.exchange.RequestProblem;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * {@code GET /events}: server-sent events that say that something changed, never what. Each reader has a virtual thread.
 * Safe for use by many threads.
 */
public final class EventStream {
    /** Its address, from the mount point on. */
    public static final String PATH = "/events";

    private static final Logger LOG = Log.of(EventStream.class);
    private static final Set<String> PARAMETERS = Set.of("topic", "issue");
    /** Longer than that, and something on the way may take the line for dead. */
    private static final long HEARTBEAT = TimeUnit.SECONDS.toNanos(15);

    private final ChangeHub hub;
    private final long heartbeat;

    public EventStream(ChangeHub hub) {
        this(hub, HEARTBEAT);
    }

    EventStream(ChangeHub hub, long heartbeat) {
        this.hub = hub;
        this.heartbeat = heartbeat;
    }

    /**
     * Begins to tell a reader; the response's security headers are set. An answer where that cannot be.
     *
     * @param login who asks; one alone may not have all places
     * @throws RequestProblem where it is not understood what the reader waits for
     */
    public Optional<Answer> open(String login, HttpServletRequest request, HttpServletResponse response) {
        Interest interest = interest(new Query(request));
        if (!request.isAsyncSupported()) {
            return Optional.of(
                    new Problem(501, "Requests cannot be held open here", "Ask for the page itself every few seconds.")
                            .json());
        }
        Optional<ChangeHub.Place> place =
                hub.join(login, interest, Optional.ofNullable(request.getHeader("Last-Event-ID")));
        if (place.isEmpty()) {
            return Optional.of(new Problem(
                            503,
                            "Too many pages are open",
                            "There are " + ChangeHub.MOST_READERS + " readers already, or " + ChangeHub.MOST_OF_ONE
                                    + " of your own. Close some, or ask for the page itself.")
                    .json()
                    .with(Map.of("Retry-After", "30")));
        }
        response.setStatus(200);
        response.setContentType("text/event-stream; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        // A proxy that gathers answers would hold every event back.
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        Thread.ofVirtual().name("colony-events").start(() -> serve(place.get(), context));
        return Optional.empty();
    }

    private void serve(ChangeHub.Place place, AsyncContext context) {
        try (place) {
            ServletOutputStream out = context.getResponse().getOutputStream();
            Signal signal = new Signal(Signal.Kind.QUIET, -1);
            while (signal.kind() != Signal.Kind.END) {
                write(out, text(place, signal));
                signal = place.next(heartbeat);
            }
        } catch (IOException gone) {
            LOG.debug("A reader of events is gone: {}", gone.getMessage());
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            complete(context);
        }
    }

    private static void complete(AsyncContext context) {
        try {
            context.complete();
        } catch (IllegalStateException ended) {
            LOG.debug("The container had ended the stream: {}", ended.getMessage());
        }
    }

    private static String text(ChangeHub.Place place, Signal signal) {
        return switch (signal.kind()) {
            case QUIET, END -> ":\n\n";
            case AWAY -> "event: " + signal.kind().event() + "\ndata:\n\n";
            case HELLO, CHANGE, RESYNC ->
                "id: " + place.id(signal) + "\nevent: " + signal.kind().event() + "\ndata:\n\n";
        };
    }

    private static void write(ServletOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Interest interest(Query query) {
        query.allowOnly(PARAMETERS);
        Set<ChangeTopic> topics = EnumSet.noneOf(ChangeTopic.class);
        Optional<Long> run = Optional.empty();
        for (String name : query.text("topic").orElse("").split(",", -1)) {
            if (name.matches(Interest.RUN + "[1-9][0-9]{0,17}")) {
                run = Optional.of(Long.parseLong(name.substring(Interest.RUN.length())));
            } else if (!name.isEmpty()) {
                topics.add(ChangeTopic.of(name).orElseThrow(EventStream::unknownTopic));
            }
        }
        return new Interest(topics, query.text("issue").map(EventStream::key), run);
    }

    private static RequestProblem unknownTopic() {
        return new RequestProblem(Problem.badRequest(
                "'topic' should list some of issues, queue, cost, audit, workers and run-<id>, with commas."));
    }

    private static IssueKey key(String text) {
        try {
            return IssueKey.parse(text);
        } catch (ColonyException malformed) {
            throw new RequestProblem(Problem.badRequest("'issue' should read owner/name#12."));
        }
    }
}
