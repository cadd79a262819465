package io.colony.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.web.access.Access;
import io.colony.web.access.Role;
import io.colony.web.access.Visitor;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who may not is shown no button for it, is told why, and is refused where they send it all the same. */
class MissingRolesIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicReference<Visitor> VISITOR = new AtomicReference<>(new Visitor("ann", Set.of()));
    private static final List<String> PAGES =
            List.of("/attention", "/workers", "/cost", "/issues/acme/shop/4", "/issues/acme/shop/6");

    private static SampleServer sample;

    @BeforeAll
    static void start() throws Exception {
        Access whoever = request -> new Access.Entry.Admitted(VISITOR.get());
        sample = SampleServer.troubledFor(whoever);
    }

    @AfterAll
    static void stop() throws Exception {
        sample.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/attention", "/workers", "/cost", "/issues/acme/shop/4", "/issues/acme/shop/6"})
    void whoMayOnlyReadSeesNoButtonAndIsToldWhy(String path) throws Exception {
        may(Role.READ);

        String page = get(path).body();

        assertThat(page)
                .doesNotContain("method=\"post\"")
                .contains("Not all buttons are shown.", "does not have the role &#39;operate&#39;");
        assertThat(get(path + "?lang=zh").body()).contains("并非所有按钮都会显示", "您的登录名没有 “operate” 角色");
    }

    @Test
    void whoMayOperateAndNotApproveSeesAllButTheDecisionsAndIsToldWhy() throws Exception {
        may(Role.READ, Role.OPERATE);

        for (String path : List.of("/attention", "/issues/acme/shop/4")) {
            assertThat(get(path).body())
                    .as(path)
                    .contains("method=\"post\"", "actions/retry", "does not have the role &#39;approve&#39;")
                    .doesNotContain("actions/approve", "actions/request-changes", "role &#39;operate&#39;");
        }
        for (String path : List.of("/workers", "/cost", "/issues/acme/shop/6")) {
            assertThat(get(path).body()).as(path).contains("method=\"post\"").doesNotContain("no-buttons");
        }
    }

    @Test
    void whoMayApproveAndNotOperateSeesTheDecisionsAlone() throws Exception {
        may(Role.READ, Role.APPROVE);

        assertThat(get("/attention").body())
                .contains("actions/approve", "role &#39;operate&#39;")
                .doesNotContain("actions/retry", "actions/replay", "actions/reset", "actions/budget");
    }

    @Test
    void whoMayDoEverythingIsToldNothing() throws Exception {
        may(Role.values());

        for (String path : PAGES) {
            assertThat(get(path).body()).as(path).contains("method=\"post\"").doesNotContain("no-buttons");
        }
    }

    @Test
    void whoMayNotReadTranscriptsIsToldWhereTheyWouldStand() throws Exception {
        may(Role.READ, Role.OPERATE, Role.APPROVE);

        for (String path : List.of("/issues/acme/shop/2/runs/2", "/issues/acme/shop/2/gates/3")) {
            HttpResponse<String> page = get(path);
            assertThat(page.statusCode()).isEqualTo(403);
            assertThat(page.body())
                    .contains("does not have the role &#39;transcript&#39;")
                    .doesNotContain("131 passed", "I shall look at");
        }
        assertThat(get("/issues/acme/shop/2").body()).doesNotContain("I shall look at", "[32m131 passed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dispatch/actions/stop",
                "/dispatch/actions/resume",
                "/dead-letters/9/actions/replay",
                "/breakers/actions/reset",
                "/repositories/acme/shop/actions/budget",
                "/tenants/default/actions/budget",
                "/issues/acme/shop/6/actions/retry",
                "/issues/acme/shop/6/actions/budget"
            })
    void whoSendsItAllTheSameIsRefusedWithTheSentence(String path) throws Exception {
        may(Role.READ, Role.APPROVE, Role.TRANSCRIPT);
        String field = tokenOf(get("/issues/acme/shop/4").body());

        HttpResponse<String> form = send(HttpRequest.newBuilder(sample.address(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("id=a-form-of-ann&reason=because&token=" + field)));
        HttpResponse<String> json = send(HttpRequest.newBuilder(sample.address("/api/v1" + path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "a-program-of-ann")
                .POST(BodyPublishers.ofString("{\"reason\": \"because\"}")));

        assertThat(form.statusCode()).isEqualTo(403);
        assertThat(form.body())
                .contains("You may not move issues, breakers, ceilings or dispatch", "role &#39;operate&#39;");
        assertThat(json.statusCode()).isEqualTo(403);
        assertThat(json.body()).contains("does not have the role 'operate'");
    }

    @Test
    void aServerThatOnlyShowsHasNoButtonAndSaysSo() throws Exception {
        SampleServer shown = SampleServer.troubledAndOnlyShown();
        try {
            for (String path : PAGES) {
                HttpResponse<String> page =
                        CLIENT.send(HttpRequest.newBuilder(shown.address(path)).build(), BodyHandlers.ofString());
                assertThat(page.body())
                        .as(path)
                        .doesNotContain("method=\"post\"")
                        .contains("This server only shows; commands are given elsewhere.");
            }
            HttpResponse<String> all = CLIENT.send(
                    HttpRequest.newBuilder(shown.address("/api/v1/dispatch/actions/stop"))
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", "a-program-1")
                            .POST(BodyPublishers.ofString("{\"reason\": \"because\"}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(all.statusCode()).isEqualTo(409);
            assertThat(all.body()).contains("only shows");
        } finally {
            shown.close();
        }
    }

    private static String tokenOf(String page) {
        String before = "name=\"token\" value=\"";
        int start = page.indexOf(before) + before.length();
        return page.substring(start, page.indexOf('"', start));
    }

    private static void may(Role... roles) {
        VISITOR.set(new Visitor("ann", Set.of(roles)));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(sample.address(path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
