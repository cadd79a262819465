package io.colony.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.config.CredentialHash;
import io.colony.engine.config.PagesUser;
import io.colony.testkit.SettableClock;
import io.colony.web.access.LoopbackAccess;
import io.colony.web.access.UserAccess;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets what from a real server with users. */
class AccessIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PASSWORD = "correct horse battery";
    private static final String TOKEN = CredentialHash.newToken(RANDOM);
    private static final CredentialHash OF_PASSWORD = CredentialHash.ofPassword(PASSWORD, RANDOM);

    private final Map<String, PagesUser> users = new ConcurrentHashMap<>();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-05T12:00:00Z"));
    private SampleServer server;

    @BeforeEach
    void start() throws Exception {
        server = SampleServer.filledFor(new UserAccess(() -> Map.copyOf(users), clock, RANDOM));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** Columns: nobody, then somebody with the one role alone. */
    @ParameterizedTest
    @CsvSource({
        "/health/live,                                        200, 200, 200, 200, 200",
        "/health/ready,                                       200, 200, 200, 200, 200",
        "/assets/colony.css,                                  200, 200, 200, 200, 200",
        "/,                                                   401, 200, 403, 403, 403",
        "/?show=blocked,                                      401, 200, 403, 403, 403",
        "/issues/acme/shop/2,                                 401, 200, 403, 403, 403",
        "/nowhere,                                            401, 404, 403, 403, 403",
        "/api/v1/overview,                                    401, 200, 403, 403, 403",
        "/api/v1/issues,                                      401, 200, 403, 403, 403",
        "/api/v1/issues/acme/shop/2,                          401, 200, 403, 403, 403",
        "/api/v1/issues/acme/shop/2/why,                      401, 200, 403, 403, 403",
        "/api/v1/transitions,                                 401, 200, 403, 403, 403",
        "/issues/acme/shop/2/runs/2,                          401, 403, 403, 403, 200",
        "/issues/acme/shop/2/run%73/2,                        401, 403, 403, 403, 200",
        "/issues/acme/shop/2/gates/3,                         401, 403, 403, 403, 200",
        "/api/v1/issues/acme/shop/2/runs/2/transcript,        401, 403, 403, 403, 200",
        "/issues/acme/shop/2/runs/999,                        401, 403, 403, 403, 404",
    })
    void everyAddressTakesItsRole(String path, int nobody, int read, int operate, int approve, int transcript)
            throws Exception {
        assertThat(get(path, "").statusCode()).as("nobody").isEqualTo(nobody);
        int[] expected = {read, operate, approve, transcript};
        for (int role = 0; role < expected.length; role++) {
            String name = PagesUser.ROLES.get(role);
            user("ann", CredentialHash.ofToken(TOKEN, RANDOM), name);
            HttpResponse<String> answer = get(path, "Bearer " + TOKEN);
            assertThat(answer.statusCode()).as("%s with %s", path, name).isEqualTo(expected[role]);
            if (expected[role] == 403) {
                assertThat(answer.body())
                        .doesNotContain("acme/shop#2", "131 passed")
                        .contains("does not have the role");
            }
            assertThat(get(path, basic("ann", TOKEN)).statusCode()).isEqualTo(expected[role]);
        }
    }

    @Test
    void withoutTheirRoleNothingOfATranscriptStandsOnPagesAndInTheirJson() throws Exception {
        user("ann", CredentialHash.ofToken(TOKEN, RANDOM), "transcript", "read");
        String transcript = get("/api/v1/issues/acme/shop/2/runs/2/transcript", "Bearer " + TOKEN)
                .body();
        String log = get("/issues/acme/shop/2/gates/3", "Bearer " + TOKEN).body();
        assertThat(transcript).contains("\"text\"");
        assertThat(log).contains("131 passed");

        user("ann", CredentialHash.ofToken(TOKEN, RANDOM), "read");
        for (String path : new String[] {"/issues/acme/shop/2", "/api/v1/issues/acme/shop/2"}) {
            assertThat(get(path, "Bearer " + TOKEN).body()).doesNotContain("[32m131 passed");
        }
    }

    @Test
    void aBrowserIsAskedForBasicAndToldWhatToGive() throws Exception {
        HttpResponse<String> page = get("/", "");
        HttpResponse<String> api = get("/api/v1/overview", "");

        assertThat(page.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"Colony\", charset=\"UTF-8\"");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.body()).contains("colony user add").doesNotContain("acme");
        assertThat(api.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(send(HttpRequest.newBuilder(server.address("/")).header("Accept-Language", "zh"))
                        .body())
                .contains("您是谁");
    }

    @Test
    void aPasswordLetsInAndEndsWithItsEntry() throws Exception {
        user("ann", OF_PASSWORD, "read");

        assertThat(get("/", basic("ann", PASSWORD)).statusCode()).isEqualTo(200);
        assertThat(get("/", basic("ann", PASSWORD)).body()).contains("Signed in as ann");
        assertThat(get("/", basic("ann", PASSWORD + "!")).statusCode()).isEqualTo(401);
        assertThat(get("/", basic("bob", PASSWORD)).statusCode()).isEqualTo(401);
        assertThat(get("/", "Bearer " + PASSWORD.replace(' ', '-')).statusCode())
                .isEqualTo(401);

        users.remove("ann");
        assertThat(get("/", basic("ann", PASSWORD)).statusCode()).isEqualTo(401);
        user("ann", CredentialHash.ofPassword("another password", RANDOM), "read");
        assertThat(get("/", basic("ann", PASSWORD)).statusCode()).isEqualTo(401);
    }

    @Test
    void someTokenIsNoOneElses() throws Exception {
        String other = CredentialHash.newToken(RANDOM);
        user("ann", CredentialHash.ofToken(TOKEN, RANDOM), "read");
        user("bob", CredentialHash.ofToken(other, RANDOM), "read");

        assertThat(get("/", basic("ann", other)).statusCode()).isEqualTo(401);
        assertThat(get("/", "Bearer " + other).body()).contains("Signed in as bob");
        assertThat(get("/", "Bearer " + CredentialHash.newToken(RANDOM)).statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoGuessesIsNotHeardForAWhileThoughTheNextGuessIsRight() throws Exception {
        user("ann", CredentialHash.ofToken(TOKEN, RANDOM), "read");
        for (int guess = 0; guess < 10; guess++) {
            assertThat(get("/", basic("ann", CredentialHash.newToken(RANDOM))).statusCode())
                    .isEqualTo(401);
        }

        HttpResponse<String> refused = get("/", basic("ann", TOKEN));

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 601L);
        clock.advance(Duration.ofMinutes(10));
        assertThat(get("/", basic("ann", TOKEN)).statusCode()).isEqualTo(200);
    }

    @Test
    void whoIsInStaysInWhileSomebodyGuesses() throws Exception {
        user("ann", CredentialHash.ofToken(TOKEN, RANDOM), "read");
        assertThat(get("/", basic("ann", TOKEN)).statusCode()).isEqualTo(200);
        for (int guess = 0; guess < 40; guess++) {
            get("/", basic("ann", CredentialHash.newToken(RANDOM)));
        }

        assertThat(get("/", basic("ann", TOKEN)).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(6));
        assertThat(get("/", basic("ann", TOKEN)).statusCode()).isEqualTo(429);
    }

    @Test
    void twoAnswersToTheQuestionWhoItIsAreNone() throws Exception {
        user("ann", CredentialHash.ofToken(TOKEN, RANDOM), "read");
        HttpResponse<String> answer = send(HttpRequest.newBuilder(server.address("/"))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Authorization", "Bearer " + TOKEN));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void healthAnswersByAnyNameAndSaysNothingElse() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET /health/ready HTTP/1.1\r\nHost: 10.0.0.7\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("{\"status\":\"ready\",\"store_answers\":true,\"schema_fits\":true,\"worker_live\":true,"
                            + "\"missing\":[]}");
        }
    }

    @Test
    void nobodyWhoComesThroughAProxyIsTheUserWhoRunsTheProgram() throws Exception {
        SampleServer open = SampleServer.filledFor(new LoopbackAccess("ada"));
        try {
            HttpRequest.Builder direct = HttpRequest.newBuilder(open.address("/"));
            assertThat(send(direct).statusCode()).isEqualTo(200);
            for (String header : new String[] {"X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"}) {
                HttpResponse<String> answer =
                        send(HttpRequest.newBuilder(open.address("/")).header(header, "192.0.2.1"));
                assertThat(answer.statusCode()).as(header).isEqualTo(403);
                assertThat(answer.body()).contains("http.behind_proxy").doesNotContain("acme/shop");
            }
        } finally {
            open.close();
        }
    }

    @Test
    void whoeverIsNotLetInIsAnsweredBeforeTheirFormIsRead() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /dispatch/actions/stop HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\na=")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 401");
        }
    }

    @Test
    void whatIsTooMuchIsNotRead() throws Exception {
        user("ann", CredentialHash.ofToken(TOKEN, RANDOM), "read");
        HttpResponse<String> body = send(HttpRequest.newBuilder(server.address("/"))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("a=" + "x".repeat(70_000))));
        HttpResponse<String> address = get("/?a=" + "x".repeat(4_200), "Bearer " + TOKEN);

        assertThat(body.statusCode()).isEqualTo(413);
        assertThat(address.statusCode()).isEqualTo(414);
        assertThat(raw("GET /?lang=%zz HTTP/1.1")).isIn(400, 401);
        assertThat(body.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    /** The status of an answer to what no client would send. */
    private int raw(String line) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write((line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    private void user(String login, CredentialHash secret, String... roles) {
        users.put(login, new PagesUser(login, Set.of(roles), secret));
    }

    private static String basic(String login, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((login + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.address(path));
        return send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
