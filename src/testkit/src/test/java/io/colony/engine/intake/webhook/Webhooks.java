package io.colony.engine.intake.webhook;

import io.colony.engine.intake.HostFixture;
import io.colony.engine.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Webhooks as GitHub sends them. */
final class Webhooks {
    private static final AtomicLong SERIAL = new AtomicLong();

    private Webhooks() {}

    /**
     * A webhook on its way.
     *
     * @param bytes of the body, each as the character of its number
     */
    record Sent(String event, String delivery, Optional<String> signature, String type, String bytes) {
        Sent(String event, String delivery, Optional<String> signature, String type, byte[] body) {
            this(event, delivery, signature, type, new String(body, StandardCharsets.ISO_8859_1));
        }

        byte[] body() {
            return bytes.getBytes(StandardCharsets.ISO_8859_1);
        }

        Sent as(String otherDelivery) {
            return new Sent(event, otherDelivery, signature, type, bytes);
        }

        Sent ofType(String otherType) {
            return new Sent(event, delivery, signature, otherType, bytes);
        }

        Sent signedWith(String otherSignature) {
            return new Sent(event, delivery, Optional.of(otherSignature), type, bytes);
        }

        Sent cut(int length) {
            return signed(event, delivery, java.util.Arrays.copyOf(body(), length), HostFixture.SECRET);
        }

        WebhookAnswer to(WebhookEntrance entrance) {
            try {
                return entrance.receive(
                        new WebhookHeaders(
                                Optional.of(event),
                                Optional.of(delivery),
                                signature,
                                Optional.of(type),
                                OptionalLong.empty()),
                        new ByteArrayInputStream(body()));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    static Sent signed(String event, String delivery, byte[] body, Secret secret) {
        String signature = "sha256=" + HexFormat.of().formatHex(WebhookSignature.of(secret, body));
        return new Sent(event, delivery, Optional.of(signature), "application/json", body);
    }

    /** @param rest the payload's own fields, with single quotes */
    static Sent of(String event, String rest) {
        String payload = "{" + rest + ", 'repository': {'id': 4711, 'full_name': 'acme/shop'}, 'sender': {'login':"
                + " 'olga'}, 'serial': " + SERIAL.incrementAndGet() + "}";
        return signed(
                event,
                UUID.randomUUID().toString(),
                payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                HostFixture.SECRET);
    }

    static Sent comment(long issue, long comment) {
        return of(
                "issue_comment",
                "'action': 'created', 'issue': {'number': " + issue + "}, 'comment': {'id': " + comment + "}");
    }

    static Sent issue(String action, long number) {
        return of(
                "issues",
                "'action': '" + action + "', 'issue': {'number': " + number + "}, 'label': {'name': 'colony'}");
    }
}
