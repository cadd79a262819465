package io.colony.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands as a browser without script and a program send them, and the page of an issue that went round often. */
class IssueActionsIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String BLOCKED = "/issues/acme/shop/6";

    private SampleServer sample;

    @BeforeEach
    void start() throws Exception {
        sample = SampleServer.filled("/some/where");
    }

    @AfterEach
    void stop() throws Exception {
        sample.close();
    }

    @Test
    void aFormThatIsSentTwiceIsCarriedOutOnce() throws Exception {
        String form = form(get(BLOCKED).body(), "retry");

        HttpResponse<String> first = post(BLOCKED + "/actions/retry", form);
        HttpResponse<String> second = post(BLOCKED + "/actions/retry", form);

        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        URI shown = first.uri().resolve(first.headers().firstValue("Location").orElseThrow());
        assertThat(shown.getPath()).isEqualTo("/some/where" + BLOCKED);
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/some/where" + BLOCKED);
        assertThat(send(HttpRequest.newBuilder(shown)
                                .header("Cookie", cookie.substring(0, cookie.indexOf(';')))
                                .build())
                        .body())
                .contains("acme/shop#6 is ready-for-dev now");
        assertThat(get("/api/v1" + BLOCKED).body().split("\"command\":\"retry", -1))
                .hasSize(2);
    }

    @Test
    void whatTheIssueDoesNotAllowIsRefusedWithTheReasonShown() throws Exception {
        String form = form(get(BLOCKED).body(), "retry");

        HttpResponse<String> answer = post(BLOCKED + "/actions/resume", form);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("colony-answer=n");
    }

    @Test
    void aFormWithoutThisServersTokenIsForged() throws Exception {
        assertThat(post(BLOCKED + "/actions/retry", "id=long-enough").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aProgramSendsTheSameAsJson() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(sample.address("/api/v1" + BLOCKED + "/actions/retry"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "a-program-1")
                .POST(BodyPublishers.ofString("{\"reason\": \"again\"}"))
                .build();

        assertThat(send(request).body()).contains("\"accepted\":true");
        assertThat(send(request).body()).contains("\"accepted\":true");
        assertThat(get("/api/v1" + BLOCKED).body().split("\"command\":\"retry", -1))
                .hasSize(2);
    }

    @Test
    void fiveHundredChangesOfStateMakeNoLargePage() throws Exception {
        try (Connection connection = sample.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into state_transitions (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name, reason, at)
                    select 3, n, case n % 2 when 0 then 'in-review' else 'in-development' end,
                      case n % 2 when 0 then 'in-development' else 'in-review' end, 'changes', 'worker', 'w', 'round ' || n,
                      '2026-01-05 11:53Z'::timestamptz + n * interval '1 second'
                    from generate_series(5, 504) n
                    """);
        }

        String page = get("/issues/acme/shop/3").body();

        assertThat(page.length()).isLessThan(500_000);
        assertThat(page.substring(
                        page.indexOf("<svg class=\"stage-graph"), page.indexOf("</svg>", page.indexOf("stage-graph"))))
                .hasSizeLessThan(12_000)
                .contains("×250");
        assertThat(page).contains("earlier steps", "Show all");
    }

    private String form(String page, String action) {
        int start = page.indexOf("id=\"act-" + action + "\"");
        String part = page.substring(start, page.indexOf("</form>", start));
        Matcher fields = Pattern.compile("type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")
                .matcher(part);
        StringBuilder form = new StringBuilder("reason=because");
        while (fields.find()) {
            form.append('&')
                    .append(fields.group(1))
                    .append('=')
                    .append(URLEncoder.encode(fields.group(2), StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    private HttpResponse<String> post(String path, String form) throws Exception {
        return send(HttpRequest.newBuilder(sample.address(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(sample.address(path)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return CLIENT.send(request, BodyHandlers.ofString());
    }
}
