package io.colony.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.forge.github.GitHubSignals;
import io.colony.engine.intake.webhook.Deliveries;
import io.colony.engine.intake.webhook.WebhookEntrance;
import io.colony.engine.intake.webhook.WebhookSettings;
import io.colony.engine.queue.WakeUp;
import io.colony.engine.secret.Secret;
import io.colony.testkit.SettableClock;
import io.colony.web.webhook.WebhookDoor;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WebhookDoorIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String SECRET = "It's a Secret to Everybody";
    private static final String BODY =
            "{\"ref\": \"refs/heads/main\", \"after\": \"6113728f27ae82c7b1a177c8d03f9e96e0adf246\","
                    + " \"repository\": {\"full_name\": \"acme/shop\"}}";

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private SampleServer server;

    @BeforeEach
    void start() throws Exception {
        server = SampleServer.withWebhooks(database -> new WebhookEntrance(
                "github",
                new GitHubSignals(),
                new WebhookSettings(List.of(Secret.of(SECRET)), 1_000),
                Deliveries.postgres(database),
                WakeUp.inProcess(),
                new SettableClock(),
                this::time));
    }

    private long time() {
        long now = nanos.get();
        looks.incrementAndGet();
        return now;
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static String signature(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private HttpResponse<String> post(String id, String signature, String body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(server.address("/webhooks/github"))
                        .header("X-GitHub-Event", "push")
                        .header("X-GitHub-Delivery", id)
                        .header("X-Hub-Signature-256", signature)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void aSignedWebhookIsTakenInOnceAndAForgedOneIsNot() throws Exception {
        String id = UUID.randomUUID().toString();

        HttpResponse<String> first = post(id, signature(BODY), BODY);
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(new ObjectMapper().readTree(first.body()).path("result").asText())
                .isEqualTo("accepted");
        assertThat(post(id, signature(BODY), BODY).statusCode()).isEqualTo(200);
        HttpResponse<String> forged = post(id, signature("{}"), BODY);
        assertThat(forged.statusCode()).isEqualTo(401);
        assertThat(forged.body()).contains("X-Hub-Signature-256").doesNotContain("Exception");
        assertThat(post(id, signature("[]"), "[]").statusCode()).isEqualTo(400);
        assertThat(post(id, signature("x".repeat(2_000)), "x".repeat(2_000)).statusCode())
                .isEqualTo(413);
    }

    private JsonNode counts() throws Exception {
        HttpResponse<String> counts = CLIENT.send(
                HttpRequest.newBuilder(server.address("/api/v1/webhooks")).build(), BodyHandlers.ofString());
        assertThat(counts.statusCode()).isEqualTo(200);
        return new ObjectMapper().readTree(counts.body());
    }

    @Test
    void howManyCameToWhatCanBeRead() throws Exception {
        post(UUID.randomUUID().toString(), signature(BODY), BODY);
        post(UUID.randomUUID().toString(), signature("{}"), BODY);
        JsonNode told = counts();
        assertThat(told.path("forge").asText()).isEqualTo("github");
        assertThat(told.path("since_start").path("accepted").asLong()).isEqualTo(1);
        assertThat(told.path("since_start").path("forged").asLong()).isEqualTo(1);
        assertThat(told.path("since_start").path("duplicate").asLong()).isZero();
    }

    @Test
    void itComesByWhateverNameThatTheHookWasGiven() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("POST /webhooks/github HTTP/1.1\r\nHost: colony.example\r\nConnection: close\r\n"
                                    + "X-GitHub-Event: push\r\nX-GitHub-Delivery: " + UUID.randomUUID() + "\r\n"
                                    + "X-Hub-Signature-256: " + signature(BODY) + "\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n"
                                    + BODY)
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 202 ");
        }
    }

    /** The beginning of one, and one byte of its body. */
    private static String head(String signature, String length) {
        return "POST /webhooks/github HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nX-GitHub-Event: push\r\n"
                + "X-GitHub-Delivery: " + UUID.randomUUID() + "\r\nX-Hub-Signature-256: " + signature + "\r\n" + length
                + "\r\n\r\n{";
    }

    @Test
    @Timeout(60)
    void whatCanHaveNoGoodSignatureIsNotWaitedFor() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(head("sha256=abc", "Content-Length: 900").getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 401 ")
                    .contains("Connection: close");
        }
    }

    @Test
    @Timeout(60)
    void aBodyThatComesByteByByteEndsWithItsTime() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(head(signature("x"), "Content-Length: 900").getBytes(StandardCharsets.US_ASCII));
            while (looks.get() < 3) {
                // As it begins, before the first byte and before the second one, which is now waited for.
                Thread.onSpinWait();
            }
            nanos.addAndGet(WebhookEntrance.BODY_TIME.toNanos());
            socket.getOutputStream().write(' ');

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("within 15 seconds");
            assertThat(counts().path("since_start").path("slow").asLong()).isEqualTo(1);
        }
    }

    @Test
    @Timeout(60)
    void webhooksThatNeverComeLeaveThePagesTheirThreads() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int each = 0; each < WebhookDoor.AT_ONCE; each++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write(head(signature("x"), "Content-Length: 900").getBytes(StandardCharsets.US_ASCII));
            }
            HttpResponse<String> answer = post(UUID.randomUUID().toString(), "none", BODY);
            while (answer.statusCode() == 401) {
                answer = post(UUID.randomUUID().toString(), "none", BODY);
            }

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("busy", "Redeliver it");
            assertThat(counts().path("since_start").path("busy").asLong()).isPositive();
            HttpRequest page = HttpRequest.newBuilder(server.address("/")).build();
            assertThat(CLIENT.send(page, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        while (post(UUID.randomUUID().toString(), "none", BODY).statusCode() == 503) {
            Thread.onSpinWait();
        }
    }

    @Test
    void nothingElseMayBePostedAndNothingIsReadThere() throws Exception {
        HttpResponse<String> read = CLIENT.send(
                HttpRequest.newBuilder(server.address("/webhooks/github")).build(), BodyHandlers.ofString());
        HttpResponse<String> elsewhere = CLIENT.send(
                HttpRequest.newBuilder(server.address("/webhooks/other"))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(read.statusCode()).isEqualTo(405);
        assertThat(read.headers().firstValue("Allow")).contains("POST");
        assertThat(elsewhere.statusCode()).isEqualTo(405);
        assertThat(elsewhere.headers().firstValue("Allow")).contains("GET, HEAD");
    }
}
