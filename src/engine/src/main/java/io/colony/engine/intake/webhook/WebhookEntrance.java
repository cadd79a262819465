package io.colony.engine.intake.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.forge.HostSignal;
import io.colony.engine.forge.SignalReader;
import io.colony.engine.log.Log;
import io.colony.engine.queue.WakeUp;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;

/**
 * Where webhooks come in: each is verified, stored once and answered, and nothing else is done before the answer. Without a
 * secret it is closed. Safe for use by many threads.
 */
public final class WebhookEntrance {
    private static final Logger LOG = Log.of(WebhookEntrance.class);
    private static final Pattern EVENT = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Pattern DELIVERY =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** For all of a body: GitHub gives up after 10 seconds, and whoever sends slowly holds memory and a thread. */
    public static final Duration BODY_TIME = Duration.ofSeconds(15);

    private final String forge;
    private final SignalReader reader;
    private final WebhookSettings settings;
    private final Deliveries deliveries;
    private final WakeUp wakeUp;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final WebhookCounters counters = new WebhookCounters();

    /**
     * @param forge the code host that sends, as repositories name it
     * @param wakeUp told when something is to be processed
     */
    public WebhookEntrance(
            String forge,
            SignalReader reader,
            WebhookSettings settings,
            Deliveries deliveries,
            WakeUp wakeUp,
            InstantSource clock) {
        this(forge, reader, settings, deliveries, wakeUp, clock, System::nanoTime);
    }

    /** @param nanos what {@link System#nanoTime} counts: a clock that is set while a payload comes refuses none */
    public WebhookEntrance(
            String forge,
            SignalReader reader,
            WebhookSettings settings,
            Deliveries deliveries,
            WakeUp wakeUp,
            InstantSource clock,
            LongSupplier nanos) {
        this.forge = forge;
        this.reader = reader;
        this.settings = settings;
        this.deliveries = deliveries;
        this.wakeUp = wakeUp;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** The code host that sends. */
    public String forge() {
        return forge;
    }

    /** How many came to what since the program started. */
    public Map<WebhookResult, Long> counts() {
        return counters.read();
    }

    /**
     * Takes one in.
     *
     * @param body read only where the headers allow it, no further than the limit and no longer than {@link #BODY_TIME}; a
     *     read that gets nothing ends where the container ends it
     * @throws IOException when the body cannot be read; nothing was stored then
     */
    public WebhookAnswer receive(WebhookHeaders headers, InputStream body) throws IOException {
        Optional<WebhookAnswer> refusal = refusal(headers);
        if (refusal.isPresent()) {
            return counters.count(refusal.get());
        }
        long start = nanos.getAsLong();
        BooleanSupplier late = () -> nanos.getAsLong() - start >= BODY_TIME.toNanos();
        WebhookBody read;
        try {
            read = WebhookBody.read(body, settings.bodyLimit(), headers.contentLength(), late);
        } catch (IOException failure) {
            if (late.getAsBoolean()) {
                return counters.count(slow());
            }
            throw failure;
        }
        return counters.count(
                switch (read.end()) {
                    case WHOLE -> verified(headers, read.bytes());
                    case TOO_LONG -> oversized();
                    case TOO_SLOW -> slow();
                });
    }

    /** Turns one away unread, since too many are being read already. */
    public WebhookAnswer turnAway() {
        return counters.count(new WebhookAnswer(
                WebhookResult.BUSY,
                "Too many webhooks come in at once. Redeliver it, or leave it to the poll, which finds what was"
                        + " missed."));
    }

    private Optional<WebhookAnswer> refusal(WebhookHeaders headers) {
        if (settings.secrets().isEmpty()) {
            return Optional.of(new WebhookAnswer(
                    WebhookResult.CLOSED,
                    "No webhook secret is configured here, so nothing is let in. Set webhooks.secret_file or"
                            + " COLONY_WEBHOOKS_SECRET to the secret that the hook is set up with."));
        }
        if (headers.contentLength().orElse(0) > settings.bodyLimit()) {
            return Optional.of(oversized());
        }
        if (headers.contentType().filter(WebhookEntrance::json).isEmpty()) {
            return Optional.of(new WebhookAnswer(
                    WebhookResult.UNSUPPORTED,
                    "Payloads are read as JSON only. In the hook's settings on the code host choose the content"
                            + " type application/json."));
        }
        // Anybody may send: what cannot be signed with any secret takes no memory for a body.
        return headers.signature().filter(WebhookSignature::hasForm).isEmpty()
                ? Optional.of(forged())
                : misnamed(headers);
    }

    private static Optional<WebhookAnswer> misnamed(WebhookHeaders headers) {
        boolean named =
                headers.event().filter(name -> EVENT.matcher(name).matches()).isPresent()
                        && headers.delivery()
                                .filter(id -> DELIVERY.matcher(id).matches())
                                .isPresent();
        return named
                ? Optional.empty()
                : Optional.of(new WebhookAnswer(
                        WebhookResult.MALFORMED,
                        "X-GitHub-Event or X-GitHub-Delivery is missing or of another form: an event's name in lower"
                                + " case, and a UUID. Does a proxy take headers away?"));
    }

    private static boolean json(String contentType) {
        int end = contentType.indexOf(';');
        String type = end < 0 ? contentType : contentType.substring(0, end);
        return type.strip().toLowerCase(Locale.ROOT).equals("application/json");
    }

    private WebhookAnswer oversized() {
        return new WebhookAnswer(
                WebhookResult.OVERSIZED,
                "The payload is longer than " + settings.bodyLimit() + " bytes (webhooks.body_limit). What it tells is"
                        + " found by the next poll.");
    }

    private static WebhookAnswer slow() {
        return new WebhookAnswer(
                WebhookResult.SLOW,
                "The payload did not come to its end within " + BODY_TIME.toSeconds()
                        + " seconds. Does a proxy pass it on piece by piece? What it tells is found by the next poll.");
    }

    private static WebhookAnswer forged() {
        return new WebhookAnswer(
                WebhookResult.FORGED,
                "The signature in X-Hub-Signature-256 is missing or was made with another secret. The hook's"
                        + " secret on the code host and the one configured here must be the same.");
    }

    private WebhookAnswer verified(WebhookHeaders headers, byte[] body) {
        return headers.signature()
                        .filter(signature -> WebhookSignature.valid(settings.secrets(), body, signature))
                        .isPresent()
                ? read(headers, body)
                : forged();
    }

    /** @param headers which have the right form */
    private WebhookAnswer read(WebhookHeaders headers, byte[] body) {
        Optional<JsonNode> payload = WebhookBody.parse(body);
        return payload.isEmpty()
                ? new WebhookAnswer(WebhookResult.MALFORMED, "The payload is no JSON object.")
                : stored(
                        headers.event().orElseThrow(),
                        headers.delivery().orElseThrow().toLowerCase(Locale.ROOT),
                        body,
                        payload.get());
    }

    private WebhookAnswer stored(String event, String delivery, byte[] body, JsonNode payload) {
        HostSignal signal = reader.read(event, payload);
        try {
            WebhookResult result = deliveries.add(
                    new NewDelivery(forge, delivery, event, WebhookBody.sha256(body), signal), clock.instant());
            if (result == WebhookResult.ACCEPTED || result == WebhookResult.AGAIN) {
                wakeUp.wake();
            }
            return new WebhookAnswer(result, words(result, signal));
        } catch (DatabaseException away) {
            LOG.warn("Webhook {} could not be stored: {}", delivery, away.getMessage());
            return new WebhookAnswer(
                    WebhookResult.STORE_AWAY,
                    "The store does not answer, so this was not taken in. Redeliver it when it is back, or leave it to"
                            + " the poll, which finds what was missed.");
        }
    }

    private static String words(WebhookResult result, HostSignal signal) {
        return switch (signal) {
            case HostSignal.Irrelevant irrelevant
            when result == WebhookResult.IRRELEVANT -> "Noted; " + irrelevant.why() + ".";
            default ->
                result == WebhookResult.DUPLICATE
                        ? "It was stored before; nothing more is done."
                        : "Stored; it is processed from here on.";
        };
    }
}
