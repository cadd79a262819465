package io.colony.web.live;

import io.colony.engine.ColonyException;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.Problem;
import io.colony.web.live.Mailbox.Message;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /events}: server-sent events, which say that something changed, and not what: the page asks for itself again.
 * Each reader has a thread of its own, a virtual one, so that a slow reader holds nobody.
 */
public final class EventStream {
    /** Where the stream is. */
    public static final String PATH = "/events";

    /** So that proxies do not take a silent stream for a dead one, and that a reader that left is noticed. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final byte[] BEAT = bytes(": still here\n\n");

    private final ChangeHub hub;

    public EventStream(ChangeHub hub) {
        this.hub = hub;
    }

    /**
     * Begins the stream, which then goes on without the request's thread; or answers why there is none.
     *
     * @param headers that every answer has
     */
    public Optional<Answer> begin(
            HttpServletRequest request, HttpServletResponse response, Map<String, String> headers) {
        if (!request.isAsyncSupported()) {
            return Optional.of(none());
        }
        Interest interest;
        try {
            interest = Interest.of(request.getParameter("topics"), request.getParameter("issue"));
        } catch (ColonyException wrong) {
            return Optional.of(
                    new Problem(400, "The issue is not named as it should be", "Write owner/name#12.").json());
        }
        Optional<Mailbox> mailbox = hub.join(interest, Optional.ofNullable(request.getHeader("Last-Event-ID")));
        if (mailbox.isEmpty()) {
            return Optional.of(new Problem(
                            503,
                            "As many pages listen for changes as may",
                            "Ask for the page itself every few seconds, with If-None-Match.")
                    .json()
                    .with(Map.of("Retry-After", "30")));
        }
        headers.forEach(response::setHeader);
        response.setStatus(200);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        Thread.ofVirtual().name("live-reader").start(() -> serve(context, mailbox.get()));
        return Optional.empty();
    }

    /**
     * Where no request can be held open. 204 is what tells an {@code EventSource} not to come back; anything from 400 on
     * would stand as an error in the console of every reader.
     */
    public static Answer none() {
        return Answer.text(204, "");
    }

    private void serve(AsyncContext context, Mailbox mailbox) {
        try {
            ServletOutputStream out = context.getResponse().getOutputStream();
            out.write(bytes("retry: 2000\n\n"));
            out.flush();
            while (write(out, mailbox.take(HEARTBEAT))) {
                out.flush();
            }
        } catch (IOException | IllegalStateException gone) {
            // The reader left: there is nobody to tell.
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            hub.leave(mailbox);
            finish(context);
        }
    }

    private static void finish(AsyncContext context) {
        try {
            context.complete();
        } catch (IllegalStateException over) {
            // The container ended it already.
        }
    }

    private boolean write(ServletOutputStream out, Message message) throws IOException {
        switch (message.kind()) {
            case NOTHING -> out.write(BEAT);
            case CHANGE -> out.write(event("change", message));
            case RESYNC -> out.write(event("resync", message));
            case END -> {
                return false;
            }
        }
        return true;
    }

    private byte[] event(String name, Message message) {
        return bytes("id: " + hub.mark(message.number()) + "\nevent: " + name + "\ndata: {}\n\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
