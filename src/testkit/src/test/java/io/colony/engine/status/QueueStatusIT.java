package io.colony.engine.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.testkit.SampleStore;
import io.colony.testkit.SettableClock;
import io.colony.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueueStatusIT {
    @Test
    void saysWhoWorksAndWhatIsLeftToDo() throws SQLException {
        try (TestDatabase test = TestDatabase.create()) {
            SampleStore.fill(test);
            execute(test, """
                    insert into leaders (duty, holder, token, since, renewed_at, lease_until) values
                      ('sentinel', 'colony-1', 1, '2026-01-05 09:00Z', '2026-01-05 11:59Z', '2026-01-05 12:01Z');
                    insert into breakers (scope, scope_key, failures, window_start, opened_at, reason) values
                      ('back-end', 'claude', 1, '2026-01-05 11:00Z', null, 'one refusal'),
                      ('repository', 'acme/docs', 4, '2026-01-05 11:00Z', '2026-01-05 11:50Z', 'no clone');
                    update tasks set run_after = '2026-01-05 11:40Z', held_until = null where state = 'queued';
                    insert into outbox (issue_id, kind, marker, payload, next_at, created_at, delivered_at, failed_at) values
                      (1, 'label', 'a', '{}', '2026-01-05 11:00Z', '2026-01-05 11:00Z', null, null),
                      (1, 'label', 'b', '{}', '2026-01-05 10:00Z', '2026-01-05 10:00Z', null, '2026-01-05 11:00Z'),
                      (1, 'label', 'c', '{}', '2026-01-05 09:00Z', '2026-01-05 09:00Z', '2026-01-05 09:01Z', null);
                    insert into webhook_deliveries (forge, delivery_id, event, payload, received_at, processed_at, failed_at)
                    values ('github', 'a', 'issues', '{}', '2026-01-05 11:30Z', null, null),
                      ('github', 'b', 'issues', '{}', '2026-01-05 11:00Z', null, '2026-01-05 11:20Z'),
                      ('github', 'c', 'issues', '{}', '2026-01-05 11:00Z', '2026-01-05 11:01Z', null);
                    insert into webhook_deliveries (forge, delivery_id, event, payload, received_at, attempts)
                    values ('github', 'poll-1-7', 'poll', '{}', '2026-01-01 11:00Z', 10),
                      ('github', 'poll-1-8', 'poll', '{}', '2026-01-05 11:40Z', 9);
                    """);
            QueueStatus queue = QueueStatus.postgres(test.database(), new SettableClock(SampleStore.NOW));

            QueueFigures figures = queue.figures();

            assertThat(figures.workers()).hasSize(4);
            assertThat(figures.sentinel()).contains("colony-1");
            assertThat(figures.lanes())
                    .containsExactly(new LaneEntry(
                            "develop", "acme/shop", 1, 1, Optional.of(Instant.parse("2026-01-05T11:40:00Z"))));
            assertThat(figures.breakers()).extracting(BreakerEntry::open).containsExactly(true, false);
            assertThat(figures.deadLetters()).isEqualTo(1);
            assertThat(figures.outbox())
                    .isEqualTo(new QueueFigures.Backlog(1, Optional.of(Instant.parse("2026-01-05T11:00:00Z")), 1));
            assertThat(figures.webhooks())
                    .isEqualTo(new QueueFigures.Backlog(2, Optional.of(Instant.parse("2026-01-05T11:30:00Z")), 2));
            assertThat(queue.dispatch().stopped()).isFalse();
            execute(
                    test,
                    "insert into dispatch_stops (stopped_at, stopped_by, reason)"
                            + " values ('2026-01-05 11:00Z', 'olga', 'look')");
            assertThat(queue.dispatch().stop())
                    .hasValueSatisfying(stop -> assertThat(stop.by()).isEqualTo("olga"));
            assertThat(queue.dispatch().runs())
                    .extracting(DispatchStanding.Run::issue)
                    .containsExactly("acme/shop#3");
            assertThat(queue.deadLetters(PageRequest.FIRST).tasks())
                    .extracting(task -> task.issue().toString())
                    .containsExactly("acme/shop#6");
            assertThat(queue.deadLetters(new PageRequest(1, Optional.of(1L))).tasks())
                    .isEmpty();
        }
    }

    private static void execute(TestDatabase test, String sql) throws SQLException {
        try (Connection connection = test.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
