package io.colony.bench.webhook;

import io.colony.bench.BenchException;
import io.colony.bench.harness.Load;
import io.colony.bench.harness.Recorder;
import io.colony.engine.intake.webhook.WebhookEntrance;
import io.colony.engine.intake.webhook.WebhookHeaders;
import io.colony.engine.intake.webhook.WebhookResult;
import io.colony.engine.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends one webhook after the other. The sender's part, signing, takes its share of the machine as well. */
final class SentWebhooks implements Load.Client {
    static final Secret SECRET = Secret.of("It's a Secret to Everybody");
    /** As long as those that tell of a comment are. */
    static final int LENGTH = 10_000;

    private static final int DIGITS = 12;
    private static final String LINKS = links();

    private final WebhookEntrance entrance;
    private final AtomicLong serial;
    private final AtomicLong accepted;
    private final Mac mac;

    SentWebhooks(WebhookEntrance entrance, AtomicLong serial, AtomicLong accepted) {
        this.entrance = entrance;
        this.serial = serial;
        this.accepted = accepted;
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException impossible) {
            throw new BenchException("This Java has no HMAC-SHA-256, which every Java must have.", impossible);
        }
    }

    @Override
    public boolean step(Recorder recorder) {
        long number = serial.incrementAndGet();
        byte[] body = body(number);
        WebhookHeaders headers = new WebhookHeaders(
                Optional.of("issue_comment"),
                Optional.of(new UUID(1, number).toString()),
                Optional.of("sha256=" + HexFormat.of().formatHex(mac.doFinal(body))),
                Optional.of("application/json"),
                OptionalLong.of(body.length));
        long start = System.nanoTime();
        try {
            if (entrance.receive(headers, new ByteArrayInputStream(body)).result() == WebhookResult.ACCEPTED) {
                accepted.incrementAndGet();
            }
        } catch (IOException impossible) {
            throw new BenchException("Bytes in memory could not be read: " + impossible.getMessage(), impossible);
        }
        recorder.record(System.nanoTime() - start);
        return true;
    }

    private static byte[] body(long number) {
        String digits = Long.toString(number);
        String head = "{\"action\":\"created\",\"issue\":{\"number\":7},\"comment\":{\"id\":1"
                + "0".repeat(DIGITS - digits.length()) + digits
                + ",\"body\":\"/colony:why\"},\"repository\":{\"id\":1,\"full_name\":\"acme/shop\"},"
                + "\"sender\":{\"login\":\"olga\"},\"links\":{";
        return (head + LINKS + "}}").getBytes(StandardCharsets.UTF_8);
    }

    /** Fields that nobody reads and that have to be read over. */
    private static String links() {
        return IntStream.range(0, LENGTH / 64)
                .mapToObj(number -> "\"link_%04d\":\"https://api.github.com/repos/acme/shop/i\"".formatted(number))
                .collect(Collectors.joining(","));
    }
}
