package io.colony.runner;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.colony.testkit.SampleStore;
import io.colony.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page of a run that is under way, in a browser. */
class LiveTranscriptIT {
    private static final String RUN = "/issues/acme/shop/3/runs/7";

    private TestDatabase database;
    private PagesServer server;
    private Chromium chromium;

    @BeforeEach
    void serveTheSample() {
        database = TestDatabase.create();
        SampleStore.fill(database);
        server = SamplePages.serve(database);
        chromium = new Chromium();
    }

    @AfterEach
    void close() {
        chromium.close();
        server.close();
        database.close();
    }

    @Test
    void linesAppearAsTheyAreSaidAndTheReaderIsTakenAlong() {
        say(1, 60, "text", "'line ' || n");
        Page page = open();
        assertThat(page.locator("#follow")).hasText("New lines wait below. Scroll to the end to follow.");
        page.evaluate("scrollTo({top: document.documentElement.scrollHeight})");
        assertThat(page.locator("#follow")).hasText("New lines appear here as they come.");

        say(61, 64, "text", "'line ' || n");

        assertThat(page.locator("#line-64")).containsText("line 64");
        assertThat(page.locator("#line-64")).isInViewport();
        assertThat(page.locator("ol.transcript > li")).hasCount(64);
    }

    @Test
    void whoReadsFurtherUpStaysThere() {
        say(1, 60, "text", "'line ' || n");
        Page page = open();
        assertThat(page.locator("#follow")).hasText("New lines wait below. Scroll to the end to follow.");
        Object place = page.evaluate("scrollY");

        say(61, 64, "text", "'line ' || n");

        assertThat(page.locator("#line-64")).hasCount(1);
        assertThat(page.evaluate("scrollY")).isEqualTo(place);
    }

    @Test
    void whatComesIsAsInertAsWhatTheServerWrote() {
        Page page = open();

        say(1, 1, "text", "'<img src=x onerror=alert(1)>' || chr(8238) || 'txt'");
        say(2, 2, "tool-ended", "'first' || chr(10) || '<script>alert(1)</script>'");

        assertThat(page.locator("#line-1 pre")).hasText("<img src=x onerror=alert(1)>⟦U+202E⟧txt");
        assertThat(page.locator("#line-2 details summary")).hasText("first …");
        assertThat(page.locator("#transcript img, #transcript script")).hasCount(0);
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void theChosenKindAndTheSearchHoldForWhatComes() {
        Page page = chromium.open(1280, 800, ColorScheme.LIGHT);
        page.navigate(server.address() + RUN + "?kind=problem");
        page.locator("input[name=find]").fill("disk");

        say(1, 1, "text", "'disk is full'");
        say(2, 2, "problem", "'net is down'");
        say(3, 3, "problem", "'Disk is full'");

        assertThat(page.locator("#line-3")).isVisible();
        assertThat(page.locator("#line-1")).isHidden();
        assertThat(page.locator("#line-2")).isHidden();
    }

    @Test
    void theEndOfTheRunIsSaid() {
        Page page = open();
        say(1, 1, "text", "'done'");
        assertThat(page.locator("#line-1")).hasCount(1);

        change(
                "update agent_runs set ended_at = started_at + interval '5 minutes', end_kind = 'completed' where id = 7");

        assertThat(page.locator("#follow")).hasText("The run has ended.");
    }

    private Page open() {
        Page page = chromium.open(1280, 800, ColorScheme.LIGHT);
        page.navigate(server.address() + RUN);
        return page;
    }

    private void say(int first, int last, String kind, String text) {
        change("insert into transcripts (run_id, seq, at, kind, text) select 7, n, '2026-01-05 11:54Z', '" + kind
                + "', " + text + " from generate_series(" + first + ", " + last + ") n");
    }

    private void change(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }
}
