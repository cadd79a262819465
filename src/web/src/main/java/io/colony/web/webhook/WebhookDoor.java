package io.colony.web.webhook;

import io.colony.engine.intake.webhook.WebhookAnswer;
import io.colony.engine.intake.webhook.WebhookEntrance;
import io.colony.engine.intake.webhook.WebhookHeaders;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.JsonText;
import io.colony.web.exchange.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/** Carries requests to the entrance of webhooks and its answers back. */
public final class WebhookDoor {
    /** Where it can be read how many came to what. */
    public static final String COUNTS = "/api/v1/webhooks";

    /** A code host may send it again then; most do when somebody presses a button. */
    private static final String LATER_SECONDS = "30";

    /** Anybody may come, and whoever sends slowly holds a thread: fewer than the server has, so that pages have some left. */
    public static final int AT_ONCE = 16;

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final WebhookEntrance entrance;

    public WebhookDoor(WebhookEntrance entrance) {
        this.entrance = entrance;
    }

    public boolean isAt(String path) {
        return path.equals("/webhooks/" + entrance.forge());
    }

    /** How many came to what since the program started. */
    public Answer counts() {
        Map<String, Long> counts = new TreeMap<>();
        entrance.counts().forEach((result, count) -> counts.put(result.name().toLowerCase(Locale.ROOT), count));
        return Answer.json(200, JsonText.bytes(Map.of("forge", entrance.forge(), "since_start", counts)));
    }

    public Answer answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            return new Problem(405, "Webhooks come in here", "Use POST, as the code host does.").json();
        }
        if (!places.tryAcquire()) {
            // Without reading it.
            response.setHeader("Connection", "close");
            return told(entrance.turnAway(), response);
        }
        try {
            return received(request, response);
        } finally {
            places.release();
        }
    }

    private Answer received(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return told(entrance.receive(headers(request), request.getInputStream()), response);
    }

    private static Answer told(WebhookAnswer answer, HttpServletResponse response) {
        int status = answer.result().status();
        if (!answer.result().good()) {
            // What was not read is not waited for; most are turned away unread.
            response.setHeader("Connection", "close");
        }
        if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", LATER_SECONDS);
        }
        String result = answer.result().name().toLowerCase(Locale.ROOT);
        return Answer.json(
                status,
                JsonText.bytes(
                        answer.result().good()
                                ? Map.of("result", result, "text", answer.text())
                                : Map.of("error", Map.of("what", result, "advice", answer.text()))));
    }

    private static WebhookHeaders headers(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return new WebhookHeaders(
                Optional.ofNullable(request.getHeader("X-GitHub-Event")),
                Optional.ofNullable(request.getHeader("X-GitHub-Delivery")),
                Optional.ofNullable(request.getHeader("X-Hub-Signature-256")),
                Optional.ofNullable(request.getContentType()),
                length < 0 ? OptionalLong.empty() : OptionalLong.of(length));
    }
}
