package io.colony.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The buttons of the pages that show more than one issue, as a browser without script and a program send them. */
class OperatorButtonsIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private SampleServer sample;

    @BeforeEach
    void start() throws Exception {
        sample = SampleServer.troubled("/some/where");
    }

    @AfterEach
    void stop() throws Exception {
        sample.close();
    }

    /** Columns: page, form, amount, what the answer says, what the audit log calls it. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "attention, replay-9, -, acme/shop#6 is ready-for-dev now, command",
                "workers, replay-9, -, acme/shop#6 is ready-for-dev now, command",
                "attention, reset-repository-acme-docs, -, The breaker of repository acme/docs is closed now, breaker-reset",
                "attention, reset-issue-stage-acme-shop-6, -, The breaker of issue-stage acme/shop#6 develop is closed now, breaker-reset",
                "workers, reset-back-end-claude-code, -, The breaker of back-end claude-code is closed now, breaker-reset",
                "attention, ceiling-acme-shop-6, 9, The ceiling per issue of acme/shop#6 is $9, budget-raised",
                "attention, ceiling-tenant-default, 1000, -, -",
                "attention?repository=acme/shop, ceiling-acme-shop-8f2f46ab, 120, The ceiling per repository of acme/shop is $120, budget-raised",
                "cost?from=2026-01-01, ceiling-acme-docs, 90, The ceiling per repository of acme/docs is $90, budget-raised",
                "workers, stop, -, Dispatch is stopped: no task is begun. Running then: 1, dispatch-stopped",
                "attention, 6-retry, -, acme/shop#6 is ready-for-dev now, command",
                "attention, 9-resume, -, acme/docs#1 is analyzing now, command",
            })
    void aFormThatIsSentTwiceIsCarriedOutOnceAndLeadsBackToItsPage(
            String page, String form, String amount, String answer, String action) throws Exception {
        PageForm filled = PageForm.on(get("/" + page), form).with("reason", "because <b>I</b> say so");
        PageForm sent = amount == null ? filled : filled.with("argument", amount);
        long before = action == null ? 0 : rows(action);

        HttpResponse<String> first = send(sent.request());
        HttpResponse<String> second = send(sent.request());

        assertThat(first.statusCode()).as(first.body()).isEqualTo(303);
        URI shown = first.uri().resolve(first.headers().firstValue("Location").orElseThrow());
        assertThat(shown).isEqualTo(sample.address("/" + page + "#answer"));
        assertThat(second.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        assertThat(answer(second)).startsWith(answer(first));
        if (answer != null) {
            assertThat(answer(first)).startsWith("y" + answer);
            assertThat(rows(action)).isEqualTo(before + 1);
            assertThat(text("select actor from audit_log where action = '" + action + "' order by id desc limit 1"))
                    .isEqualTo("operator:ada");
        }
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie)
                .contains(
                        "HttpOnly",
                        "SameSite=Strict",
                        "Path=" + sample.address("/" + page).getPath() + ";");
        assertThat(send(HttpRequest.newBuilder(shown).header("Cookie", cookie.substring(0, cookie.indexOf(';'))))
                        .body())
                .contains("id=\"answer\"", answer == null ? "refused" : "carried out");
    }

    @Test
    void dispatchGoesOnByItsButtonAndAnOldStopFormStopsNothingAgain() throws Exception {
        PageForm stop = PageForm.on(get("/workers"), "stop").with("reason", "look");
        assertThat(answer(send(stop.request()))).startsWith("y");
        HttpResponse<String> stopped = get("/workers");
        assertThat(stopped.body())
                .contains("Nothing is begun: ada stopped it at", "What ran when it was stopped", "is being ended by");
        assertThat(stopped.body()).doesNotContain("act-stop");
        assertThat(get("/api/v1/dispatch").body()).contains("\"by\":\"ada\"", "\"reason\":\"look\"");

        PageForm resume = PageForm.on(stopped, "resume");
        assertThat(answer(send(resume.request()))).startsWith("yDispatch goes on");

        assertThat(answer(send(stop.request())))
                .startsWith("yDispatch is stopped")
                .contains("not again");
        assertThat(get("/workers").body()).contains("Work is handed out.");
        assertThat(rows("dispatch-stopped")).isEqualTo(2);
    }

    @Test
    void whatIsRefusedSaysWhyAndMayBeAskedAgain() throws Exception {
        PageForm raise = PageForm.on(get("/cost"), "ceiling-acme-shop").with("reason", "release day");

        assertThat(answer(send(raise.with("argument", "1").request()))).startsWith("n");
        assertThat(answer(send(raise.with("argument", "120").request()))).startsWith("yThe ceiling");
        assertThat(get("/api/v1/ceilings?repository=acme/shop").body()).contains("\"raised_usd\":\"120.000000\"");
        assertThat(send(raise.with("argument", "a lot").request()).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "/workers, stop",
        "/workers, replay-9",
        "/attention, reset-repository-acme-docs",
        "/attention, 6-retry",
        "/cost, ceiling-acme-shop"
    })
    void aFormWithoutThisServersTokenIsForged(String page, String form) throws Exception {
        PageForm forged = PageForm.on(get(page), form).with("reason", "because").with("argument", "120");

        assertThat(send(forged.with("token", "made-up").request()).statusCode()).isEqualTo(403);
        assertThat(send(forged.request().header("Origin", "http://elsewhere.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(text("select count(*) from installation_commands")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource({
        "http://elsewhere.example/, workers",
        "//elsewhere.example, workers",
        "attention/../../x, workers",
        "attention?a=bCRLFSet-Cookie: x=y, attention",
        "cost?from=2026-01-01&to=2026-01-05, cost?from=2026-01-01&to=2026-01-05"
    })
    void nothingThatWasSentLeadsElsewhere(String back, String page) throws Exception {
        PageForm stop =
                PageForm.on(get("/workers"), "stop").with("reason", "look").with("back", back.replace("CRLF", "\r\n"));

        HttpResponse<String> answer = send(stop.request());

        assertThat(answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow()))
                .isEqualTo(sample.address("/" + page + "#answer"));
        assertThat(answer.headers().allValues("Set-Cookie")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dispatch/actions/stop | {'reason': 'look'} | Dispatch is stopped",
                "dead-letters/9/actions/replay | {} | acme/shop#6 is ready-for-dev now",
                "breakers/actions/reset | {'scope': 'repository', 'key': 'acme/docs', 'reason': 'back'} | The breaker of",
                "repositories/acme/shop/actions/budget | {'argument': '120', 'reason': 'release'} | The ceiling per repository",
            })
    void aProgramSendsTheSameAsJson(String path, String body, String answer) throws Exception {
        HttpRequest.Builder request = json(path, body).header("Idempotency-Key", "a-program-1");

        HttpResponse<String> first = send(request);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(first.body()).contains("\"accepted\":true", answer);
        HttpResponse<String> second = send(request);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).contains("\"accepted\":true", answer);
        assertThat(send(json(path, body)).statusCode()).isEqualTo(400);
    }

    @Test
    void aProgramIsToldWhatIsMissingOrUnknown() throws Exception {
        assertThat(send(json("breakers/actions/reset", "{'reason': 'x'}").header("Idempotency-Key", "a-program-1"))
                        .statusCode())
                .isEqualTo(400);
        HttpResponse<String> unknown =
                send(json("dead-letters/999/actions/replay", "{}").header("Idempotency-Key", "a-program-1"));
        assertThat(unknown.statusCode()).isEqualTo(409);
        assertThat(unknown.body()).contains("Task 999 is no dead letter.");
        assertThat(send(json("tenants/nobody/actions/budget", "{'argument': '5', 'reason': 'x'}")
                                .header("Idempotency-Key", "a-program-1"))
                        .body())
                .contains("There is no tenant nobody here.");
    }

    private HttpRequest.Builder json(String path, String body) {
        return HttpRequest.newBuilder(sample.address("/api/v1/" + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.replace('\'', '"')));
    }

    /** What the cookie holds: y or n, and the sentence. */
    private static String answer(HttpResponse<String> redirect) {
        String cookie = redirect.headers().firstValue("Set-Cookie").orElseThrow();
        String value = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
        return value.charAt(0) + new String(Base64.getUrlDecoder().decode(value.substring(1)), StandardCharsets.UTF_8);
    }

    private long rows(String action) throws SQLException {
        return Long.parseLong(text("select count(*) from audit_log where action = '" + action + "'"));
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = sample.database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(sample.address(path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
