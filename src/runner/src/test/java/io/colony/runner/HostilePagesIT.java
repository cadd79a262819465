package io.colony.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.colony.engine.config.EffectiveConfiguration;
import io.colony.testkit.SampleStore;
import io.colony.testkit.TestDatabase;
import io.colony.web.act.Commands;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever strangers write, in whatever field: pages show it, and nothing of it runs, loads, moves or hides. */
class HostilePagesIT {
    /** Each would set {@code pwned} or ask another host, were it ever taken for more than text. */
    private static final String EVIL = String.join(
            " ",
            "<script>pwned=1</script>",
            "\"><img src=x onerror=pwned=2>",
            "' onmouseover='pwned=3' x='",
            "</title><svg onload=pwned=4>",
            "<a href=javascript:pwned=5>click</a>",
            "{{pwned=6}} ${pwned=7} <%= 8 %>",
            "</pre></section><iframe src=http://evil.example/>",
            "<base href=http://evil.example/><meta http-equiv=refresh content=0;url=http://evil.example/>",
            "<style>body{display:none}</style>",
            "\u202Etxet neddih\u202C \u200Bzero\u200Bwidth \u0007\u001B[31m \u2066isolate\u2069 \uFEFF end");

    private static final String ISSUE = "/issues/acme/shop/2";

    private static Chromium chromium;
    private static TestDatabase database;
    private static PagesServer server;

    @BeforeAll
    static void serveWhatStrangersWrote() throws SQLException {
        chromium = new Chromium();
        database = TestDatabase.create();
        SampleStore.fill(database);
        poison();
        server = SamplePages.serve(
                database,
                new EffectiveConfiguration(List.of(new EffectiveConfiguration.Entry("labels.prefix", EVIL, EVIL))),
                EVIL,
                Commands.none());
    }

    @AfterAll
    static void stopServing() {
        server.close();
        chromium.close();
        database.close();
    }

    @AfterEach
    void closePages() {
        chromium.closePages();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/board",
                "/attention",
                "/cost?from=2025-12-20&to=2026-01-05",
                "/workers",
                "/audit",
                "/configuration",
                ISSUE,
                ISSUE + "?lang=zh",
                ISSUE + "/runs/2",
                ISSUE + "/gates/3",
                "/?text=%22%3E%3Cscript%3Epwned%3D9%3C%2Fscript%3E",
                "/audit?subject=%3Cimg%20src%3Dx%20onerror%3Dpwned%3D1%3E"
            })
    void nothingOfItRuns(String path) {
        Page page = chromium.open(1280, 900, ColorScheme.LIGHT);
        List<String> elsewhere = new ArrayList<>();
        page.onRequest(request -> {
            if (!request.url().startsWith(server.address().toString())) {
                elsewhere.add(request.url());
            }
        });
        page.onDialog(dialog -> elsewhere.add("dialog " + dialog.message()));

        page.navigate(server.address() + path);
        page.waitForLoadState(LoadState.LOAD);
        page.mouse().move(300, 400);

        assertThat(page.evaluate("typeof pwned")).isEqualTo("undefined");
        assertThat(elsewhere).isEmpty();
        assertThat(chromium.complaints()).isEmpty();
        // The page of a run brings a script of its own, from this server.
        assertThat(page.evaluate("document.querySelectorAll("
                        + "'main iframe, main script:not([src*=\"assets/transcript.js\"]), main style, base').length"))
                .isEqualTo(0);
        assertThat((String) page.evaluate("document.body.innerText"))
                .doesNotContain("\u202E", "\u200B", "\u2066", "\uFEFF", "\u0007");
    }

    @Test
    void whatIsHiddenIsShown() {
        Page page = chromium.open(1280, 900, ColorScheme.LIGHT);
        page.navigate(server.address() + ISSUE);

        assertThat(page.locator("h1").innerText()).contains("<script>pwned=1</script>", "⟦U+202E⟧", "⟦U+200B⟧");
    }

    @Test
    void fiveMegabytesOfOutputAreReadPageByPage() {
        Page page = chromium.open(1280, 900, ColorScheme.LIGHT);

        page.navigate(server.address() + ISSUE + "/runs/2");
        page.waitForLoadState(LoadState.LOAD);

        assertThat((int) page.evaluate("document.documentElement.outerHTML.length"))
                .isLessThan(6_000_000);
        assertThat(page.evaluate("typeof pwned")).isEqualTo("undefined");
        assertThat(page.locator("#main").innerText()).contains("Next lines");
    }

    private static void poison() throws SQLException {
        try (Connection connection = database.connect()) {
            try (Statement statement = connection.createStatement()) {
                // History refuses changes; this writes what a stranger could have had written at first.
                statement.execute("set session_replication_role = replica");
            }
            for (String sql : List.of(
                    "update issues set title = ?",
                    "update issues set author = ?",
                    "update issues set branch = ? where branch is not null",
                    "update agent_runs set model = ?",
                    "update agent_runs set back_end = ?",
                    "update agent_runs set reason = ?",
                    "update gate_results set gate = ?",
                    "update gate_results set summary = ?",
                    "update gate_results set log = ?",
                    "update transcripts set text = ?",
                    "update state_transitions set reason = ?",
                    "update state_transitions set actor_name = ?",
                    "update workers set name = ?  || id",
                    "update audit_log set actor = ?",
                    "update attempt_artifacts set content = jsonb_build_object('summary', ?::text, 'files',"
                            + " jsonb_build_array(jsonb_build_object('path', 'p', 'claim', 'c')))",
                    "insert into transcripts (run_id, seq, at, kind, text)"
                            + " select 2, n, '2026-01-05 10:04Z', 'text', repeat(?, 2) || n from generate_series(10, 5000) n")) {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    // Postgres keeps no NUL, and none of these has one.
                    statement.setString(1, EVIL);
                    statement.executeUpdate();
                }
            }
        }
    }
}
