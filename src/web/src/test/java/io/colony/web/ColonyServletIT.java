package io.colony.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.web.language.Words;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColonyServletIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static SampleServer sample;

    @BeforeAll
    static void start() throws Exception {
        sample = SampleServer.filled("/some/where");
    }

    @AfterAll
    static void stop() throws Exception {
        sample.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?show=blocked",
                "/issues/acme/shop/2",
                "/issues/acme/docs/1",
                "/issues/acme/shop/2/runs/2",
                "/issues/acme/shop/99",
                "/nowhere"
            })
    void everyPageForbidsWhateverItDoesNotNeed(String path) throws Exception {
        HttpResponse<String> page = get(path);

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'none'")
                        .contains("script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                        .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.body())
                .startsWith("<!doctype html>\n<html lang=\"en\" data-theme=\"auto\">")
                .contains("href=\"#main\"");
        assertThat(page.body()).doesNotContain("<script>", "style=", "<img");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/?show=done", "/issues/acme/shop/2", "/issues/acme/shop/2/runs/2", "/nowhere"})
    void everyLinkOfAPageLeadsSomewhereBelowTheMountPoint(String path) throws Exception {
        URI base = sample.address(path);
        Matcher links =
                Pattern.compile("(?:href|src)=\"([^\"#]+)\"").matcher(get(path).body());

        // A page about a wrong address can be had in another language as well.
        assertThat(links.results()
                        .filter(link -> !link.group(1).contains("nowhere?"))
                        .map(link -> link.group(1).replace("&amp;", "&"))
                        // Java takes an address that is only a query for one of the directory.
                        .map(link -> base.resolve(link.startsWith("?") ? base.getPath() + link : link)))
                .isNotEmpty()
                .allSatisfy(link -> {
                    assertThat(link.getPath()).startsWith("/some/where/");
                    assertThat(status(link)).as("%s", link).isEqualTo(200);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "cross-site; mode=no-cors; dest=image, 403",
        "cross-site; mode=cors; dest=empty, 403",
        "cross-site; mode=navigate; dest=iframe, 403",
        "cross-site; mode=navigate; dest=object, 403",
        "cross-site; mode=navigate; dest=embed, 403",
        "cross-site; mode=navigate; dest=document; purpose=prefetch, 403",
        "cross-site; mode=navigate; dest=document, 200",
        "cross-site; mode=navigate, 200",
        "same-origin; mode=no-cors; dest=image, 200",
        "none; mode=navigate; dest=document, 200"
    })
    void whatAnotherSiteHasABrowserLoadUnseenIsNotMade(String headers, int status) throws Exception {
        for (String path : List.of("/", "/issues/acme/shop/2?x=1", "/api/v1/issues")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(sample.address(path));
            for (String header : headers.split("; ", -1)) {
                String[] parts = header.split("=", -1);
                switch (parts[0]) {
                    case "mode", "dest" -> request.header("Sec-Fetch-" + parts[0], parts[1]);
                    case "purpose" -> request.header("Sec-Purpose", parts[1]);
                    default -> request.header("Sec-Fetch-Site", parts[0]);
                }
            }
            HttpResponse<String> answer = send(request.build());

            assertThat(answer.statusCode()).as(path).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?text=%00",
                "/api/v1/issues?text=a%00b",
                "/api/v1/issues?author=%00",
                "/api/v1/issues?state=%00",
                "/audit?to=%2B999999999-12-31",
                "/audit?from=-999999999-01-01",
                "/api/v1/audit?to=%2B999999999-12-31",
                "/audit?actor=%00",
                "/cost?from=%2B999999999-12-31"
            })
    void whatTheStoreCannotBeAskedIsRefusedInWords(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(400);
    }

    @Test
    void hostileTextIsShownAsText() throws Exception {
        for (String path : new String[] {"/", "/issues/acme/docs/1"}) {
            assertThat(get(path).body())
                    .contains("&lt;script&gt;alert(&quot;title&quot;)&lt;/script&gt;", "⟦U+001B⟧[31mred⟦U+202E⟧");
        }
        assertThat(get("/issues/acme/docs/1").body())
                .contains("&lt;img src=x onerror=alert(1)&gt;", "mallory&lt;b&gt;");
        assertThat(get("/issues/acme/shop/2/gates/3").body())
                .contains("131 passed", "id=\"L2\"")
                .doesNotContain("[32m");
        assertThat(get("/issues/acme/shop/2/gates/3?raw=1").body()).contains("⟦U+001B⟧[32m131 passed");
    }

    @Test
    void theIssuePageShowsTheLoopAndWhatWasFound() throws Exception {
        String page = get("/issues/acme/shop/2").body();

        assertThat(page.split("class=\"step", -1)).hasSize(11);
        assertThat(page)
                .contains("round 2", "CHANGES_REQUESTED", "could-not-run", "as claimed", "$0.221250", "PR", "#22")
                .contains("It is done: merged as commit 9a8b7c6d");
    }

    @Test
    void anEmptyStoreSaysWhatToDoNext() throws Exception {
        SampleServer empty = SampleServer.empty("");
        try {
            assertThat(send(HttpRequest.newBuilder(empty.address("/")).build()).body())
                    .contains("bin/colony issue add", "bin/colony demo");
            assertThat(send(HttpRequest.newBuilder(empty.address("/workers")).build())
                            .body())
                    .contains("bin/colony up");
        } finally {
            empty.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/board",
                "/attention",
                "/cost",
                "/workers",
                "/audit",
                "/configuration",
                "/issues/acme/shop/2",
                "/issues/acme/shop/3",
                "/issues/acme/shop/4",
                "/issues/acme/docs/1",
                "/issues/acme/shop/2/runs/2",
                "/issues/acme/shop/2/gates/3",
                "/nowhere"
            })
    void nothingOfAPageIsLeftInEnglishForWantOfATranslation(String path) throws Exception {
        String page = send(HttpRequest.newBuilder(sample.address(path))
                        .header("Accept-Language", "zh-CN,zh;q=0.9")
                        .build())
                .body();

        assertThat(page).contains("<html lang=\"zh-CN\"");
        assertThat(Words.of(List.of(Locale.SIMPLIFIED_CHINESE)).untranslated()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/issues.csv", "/cost.csv?by=role", "/delivery.csv"})
    void tablesCanBeKept(String path) throws Exception {
        HttpResponse<String> file = get(path);

        assertThat(file.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment; filename=");
        assertThat(file.body()).startsWith("\uFEFF").endsWith("\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/overview, /in_flight, 2",
        "/api/v1/overview, /cost_today_usd, 0.424250",
        "/api/v1/issues?repository=acme/shop&state=done, /issues/0/key, acme/shop#2",
        "/api/v1/issues?limit=1, /next, 10",
        "/api/v1/issues/acme/shop/2, /summary/path/5, changes-requested",
        "/api/v1/issues/acme/shop/2, /summary/cost_usd, 0.221250",
        "/api/v1/issues/acme/shop/2, /transitions/0/at, 2026-01-05T09:59:58Z",
        "/api/v1/issues/acme/shop/3/why, /since, 2026-01-05T11:52:30Z",
        "/api/v1/issues/acme/shop/2/runs/2/transcript?after=3, /0/seq, 4",
        "/api/v1/tasks, /0/state, claimed",
        "/api/v1/workers, /0/busy_with/0, acme/shop#3",
        "/api/v1/transitions?after=46, /0/id, 47",
        "/health/live, /status, live",
        "/health/ready, /status, ready",
        "/api/v1/nothing, /error/what, There is nothing at this address",
        "/api/v1/issues?limit=0, /error/what, This request cannot be read"
    })
    void answersInJson(String path, String pointer, String value) throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode found = JSON.readTree(answer.body()).at(pointer);
        assertThat(found.asText()).as(answer.body()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/issues/acme/shop/99",
                "/issues/acme/shop/0",
                "/issues/acme/shop/x",
                "/issues/acme/shop",
                "/issues/acme/shop/2/",
                "/issues/acme/shop/1/runs/2",
                "/issues/acme/shop/1/gates/1",
                "/assets/other.css",
                "/assets/..%2fAssets.class",
                "/api/v2/issues"
            })
    void whatIsNotThereIsNotFound(String path) throws Exception {
        assertThat(get(path).statusCode()).isIn(404, 400);
        assertThat(get(path).body()).doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
    void nothingButReadingIsAllowed(String method) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(sample.address("/"))
                .method(method, BodyPublishers.noBody())
                .build());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void headHasTheHeadersWithoutTheBody() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(sample.address("/"))
                .method("HEAD", BodyPublishers.noBody())
                .build());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length").orElse(0))
                .isPositive();
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aPageThatIsTheSameIsNotSentAgain() throws Exception {
        String tag = get("/").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = send(HttpRequest.newBuilder(sample.address("/"))
                .header("If-None-Match", tag)
                .build());

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, 421",
        "127.0.0.1.evil.example, 421",
        "localhost, 200",
        "LOCALHOST:1, 200",
        "[::1]:8420, 200"
    })
    void answersOnlyToItsOwnNames(String host, int status) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sample.port())) {
            socket.getOutputStream()
                    .write(("GET /some/where/ HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            assertThat(answer.contains("acme/shop")).isEqualTo(status == 200);
        }
    }

    @Test
    void saysThatTheStoreIsAwayAndHowToCureIt() throws Exception {
        SampleServer broken = SampleServer.empty("");
        try {
            broken.database().allowConnections(false);

            HttpResponse<String> page =
                    send(HttpRequest.newBuilder(broken.address("/")).build());
            HttpResponse<String> ready =
                    send(HttpRequest.newBuilder(broken.address("/health/ready")).build());
            HttpResponse<String> live =
                    send(HttpRequest.newBuilder(broken.address("/health/live")).build());

            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).contains("Postgres cannot be reached").doesNotContain("Exception");
            assertThat(page.headers().firstValue("Retry-After")).contains("5");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(live.statusCode()).isEqualTo(200);
        } finally {
            broken.close();
        }
    }

    /** Whoever asks for too much would wait for a Postgres that runs. */
    @Test
    void saysWhatHeldAnAnswerUpWhereTheStoreIsThere() throws Exception {
        SampleServer busy = SampleServer.empty("");
        try {
            busy.database().database().readers().drainPermits();

            HttpResponse<String> page =
                    send(HttpRequest.newBuilder(busy.address("/audit")).build());

            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body())
                    .contains("The store does not answer this at present", "Ask again in a moment.")
                    .doesNotContain("cannot be reached");
            assertThat(page.headers().firstValue("Retry-After")).contains("60");
        } finally {
            busy.close();
        }
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(sample.address(path)).build());
    }

    private static int status(URI address) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address).build()).statusCode();
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, BodyHandlers.ofString());
    }
}
