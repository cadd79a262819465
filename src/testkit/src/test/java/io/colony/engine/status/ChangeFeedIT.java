package io.colony.engine.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.IssueKey;
import io.colony.testkit.SampleStore;
import io.colony.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeFeedIT {
    private static final String TRANSITION = """
            insert into state_transitions (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name, reason, at)
            values (%d, %d, 'new', 'analyzing', 'x', 'operator', 'test', 'test', now())
            """;

    private final TestDatabase test = TestDatabase.create();
    private final ChangeFeed feed = ChangeFeed.postgres(test.database());

    @BeforeEach
    void fill() {
        SampleStore.fill(test);
        feed.poll();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void whereNothingMovedThereIsNothing() {
        assertThat(feed.poll().isEmpty()).isTrue();
        assertThat(feed.poll()).isEqualTo(StoreChanges.NONE);
    }

    @Test
    void aNewRowNamesItsIssueOnce() {
        run(TRANSITION.formatted(2, 900));

        StoreChanges changes = feed.poll();
        assertThat(changes.topics()).containsExactly(ChangeTopic.ISSUES);
        assertThat(changes.issues()).hasSize(1);
        assertThat(feed.poll().isEmpty()).isTrue();
    }

    @Test
    void rowsThatAreChangedInPlaceAreTold() {
        run("update workers set stopped_at = now() where stopped_at is null");
        assertThat(feed.poll().topics()).containsExactly(ChangeTopic.WORKERS);

        run("update tasks set epoch = epoch + 1 where state = 'claimed'");
        assertThat(feed.poll().topics()).containsExactly(ChangeTopic.QUEUE);
    }

    @Test
    void aHeartbeatAloneIsNoChange() {
        run("update workers set seen_at = now()");

        assertThat(feed.poll().isEmpty()).isTrue();
    }

    @Test
    void aLineOfARunningAgentIsToldWithoutItsIssue() {
        run("insert into transcripts (run_id, seq, at, kind, text)"
                + " select id, 100000, now(), 'text', 'x' from agent_runs where ended_at is null limit 1");

        assertThat(feed.poll()).isEqualTo(new StoreChanges(Set.of(ChangeTopic.TRANSCRIPTS), Set.of(), false));
    }

    @Test
    void whatIsCommittedAfterANewerRowIsNotMissed() throws Exception {
        try (Connection late = test.connect();
                Statement statement = late.createStatement()) {
            late.setAutoCommit(false);
            statement.execute(TRANSITION.formatted(1, 900));
            for (int version = 900; version < 1000; version++) {
                run(TRANSITION.formatted(2, version));
            }
            assertThat(feed.poll().issues()).hasSize(1);
            late.commit();
        }

        assertThat(feed.poll().issues()).hasSize(1);
    }

    @Test
    void writersThatCommitInAnyOrderAreAllHeard() throws Exception {
        List<IssueKey> heard = new ArrayList<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(4)) {
            List<Future<?>> writing = new ArrayList<>();
            for (long issue = 1; issue <= 10; issue++) {
                long id = issue;
                writing.add(writers.submit(() -> write(id)));
            }
            writers.shutdown();
            while (!writers.awaitTermination(5, TimeUnit.MILLISECONDS)) {
                heard.addAll(feed.poll().issues());
            }
            for (Future<?> each : writing) {
                each.get();
            }
        }
        heard.addAll(feed.poll().issues());

        // Ten transactions of one row each: none is told twice, and none is left out.
        assertThat(heard).doesNotHaveDuplicates().hasSize(10);
    }

    private Void write(long issue) throws SQLException {
        try (Connection connection = test.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(TRANSITION.formatted(issue, 900));
            statement.execute("select pg_sleep(" + 0.2 / issue + ")");
            connection.commit();
            return null;
        }
    }

    private void run(String sql) {
        test.database().useTransaction(transaction -> transaction.handle().execute(sql));
    }
}
