package io.colony.runner;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.colony.testkit.SampleStore;
import io.colony.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How long a browser takes until an issue that has been through 500 changes of state is on screen. Figures are left in
 * {@code target/first-paint.txt}.
 */
class FirstPaintIT {
    /** Rounds of one run, one gate, one cost event and two transitions each, over those that the sample has. */
    private static final List<String> ROUNDS = List.of("""
            insert into tasks (tenant_id, repository_id, issue_id, executor, state, attempt, epoch, failures, run_after,
              worker_id, claimed_at, created_at, closed_at, closed_reason)
            select 1, 1, 2, 'develop', 'done', n, 1, '{}', t, 1, t, t, t + interval '1 second', 'submitted'
            from generate_series(1, 250) n, lateral (select '2026-01-05 11:00Z'::timestamptz + n * interval '2 s' as t) a
            """, """
            insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, back_end, model, started_at,
              ended_at, end_kind, outcome, reason)
            select 2, id, 'develop', attempt, 1, 1, 'command', 'scripted-1', created_at, closed_at, 'completed',
              'submitted', 'round ' || attempt
            from tasks where issue_id = 2 and created_at > '2026-01-05 11:00Z'
            """, """
            insert into gate_results (issue_id, run_id, head_sha, base_sha, gate, result, exit_code, duration_ms, baseline,
              flaky, summary, log, created_at)
            select 2, id, md5(id::text) || '00000000', repeat('b', 40), 'tests', 'pass', 0, 900, 'pass', false,
              '131 tests passed', repeat('a line of a log' || chr(10), 200), ended_at
            from agent_runs where issue_id = 2 and started_at > '2026-01-05 11:00Z'
            """, """
            insert into cost_events (idempotency_key, tenant_id, repository_id, issue_id, run_id, role, stage, attempt,
              back_end, model, turns, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, usd, estimated,
              worker_seconds, at)
            select 'round-' || id, 1, 1, 2, id, 'develop', 'develop', attempt, 'command', 'scripted-1', 3, 1000, 100, 0, 0,
              0.01, false, 1, ended_at
            from agent_runs where issue_id = 2 and started_at > '2026-01-05 11:00Z'
            """, """
            insert into state_transitions (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name, reason,
              at)
            select 2, 10 + n, case n % 2 when 0 then 'in-review' else 'in-development' end,
              case n % 2 when 0 then 'in-development' else 'in-review' end, 'changes', 'worker', 'w', 'round ' || n,
              '2026-01-05 11:00Z'::timestamptz + n * interval '1 second'
            from generate_series(1, 500) n
            """);

    @Test
    void anIssueWithFiveHundredChangesOfStateIsPaintedWhole() throws Exception {
        List<Double> painted = new ArrayList<>();
        List<Double> ready = new ArrayList<>();
        try (TestDatabase database = TestDatabase.create()) {
            SampleStore.fill(database);
            fill(database);
            try (PagesServer server = SamplePages.serve(database);
                    Chromium chromium = new Chromium()) {
                for (int round = 0; round < 11; round++) {
                    Page page = chromium.openUntouched(1280, 800);
                    page.navigate(server.address() + "/issues/acme/shop/2");
                    assertThat(page.locator("svg.stage-graph")).containsText("×250");
                    painted.add(number(
                            page, "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity"));
                    ready.add(number(page, "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"));
                    page.context().close();
                }
            }
        }

        write(painted, ready);
        // How long it took says as much of the machine as of the page: the figure is to be read, not tested.
        assertThat(painted).hasSize(11).allMatch(Double::isFinite);
    }

    private static double number(Page page, String script) {
        return ((Number) page.evaluate(script)).doubleValue();
    }

    private static void write(List<Double> painted, List<Double> ready) throws IOException {
        Files.createDirectories(Path.of("target"));
        Files.writeString(
                Path.of("target", "first-paint.txt"),
                "first contentful paint, ms: " + painted + "\nscript has run, ms: " + ready + "\n");
    }

    private static void fill(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : ROUNDS) {
                assertThat(statement.executeUpdate(sql)).isGreaterThanOrEqualTo(250);
            }
        }
    }
}
