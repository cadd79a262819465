package io.colony.engine.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.workflow.IssueState;
import io.colony.testkit.StoreFixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryIT {
    private static final LocalDate FROM = LocalDate.of(2000, 1, 1);
    private static final LocalDate TO = LocalDate.of(2100, 1, 1);

    private final StoreFixture store = new StoreFixture();
    private final Delivery delivery = Delivery.postgres(store.database);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aChangeThatIsMergedAtTheFirstGoIsTimedFromItsLabel() {
        Issue issue = store.newIssue();
        store.clock.advance(Duration.ofDays(30));
        apply(issue, "triggered");
        store.clock.advance(Duration.ofMinutes(90));
        merge(issue);

        DeliveryCounts total = total();

        assertThat(total.filed()).isEqualTo(1);
        assertThat(total.merged()).isEqualTo(1);
        assertThat(total.firstPass()).isEqualTo(1);
        assertThat(total.firstPassRate()).contains(1.0);
        assertThat(total.rework()).containsExactly(1L, 0L, 0L, 0L, 0L);
        assertThat(total.durations().percentile(50))
                .contains(new DurationHistogram.Bucket(Duration.ofHours(1), Optional.of(Duration.ofHours(2))));
        assertThat(delivery.figures(Optional.of("acme/other"), FROM, TO).days()).isEmpty();
    }

    @Test
    void anIssueThatEndsTwiceCountsAtEachEndAndIsFiledOnce() {
        Issue issue = store.newIssue();
        apply(issue, "triggered");
        merge(issue);
        store.clock.advance(Duration.ofDays(10));
        apply(issue, "reopened");
        store.clock.advance(Duration.ofHours(3));
        merge(issue);
        apply(issue, "reopened");
        apply(issue, "cancel");

        DeliveryFigures figures = delivery.figures(Optional.of(StoreFixture.REPOSITORY), FROM, TO);

        assertThat(figures.days()).hasSize(2);
        assertThat(figures.total().filed()).isEqualTo(1);
        assertThat(figures.total().reopened()).isEqualTo(2);
        assertThat(figures.total().merged()).isEqualTo(2);
        assertThat(figures.total().cancelled()).isEqualTo(1);
        assertThat(figures.days().getLast().counts().durations().percentile(90))
                .contains(new DurationHistogram.Bucket(Duration.ofHours(2), Optional.of(Duration.ofHours(4))));
    }

    @Test
    void aChangeThatWasSentBackIsNotOfTheFirstGo() {
        Issue issue = store.newIssue();
        apply(issue, "triggered");
        place(issue, "in-review");
        apply(issue, "changes");
        merge(issue);

        assertThat(total().merged()).isEqualTo(1);
        assertThat(total().firstPass()).isZero();
        assertThat(total().rework()).containsExactly(0L, 1L, 0L, 0L, 0L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverHappensTheCountsAreThoseOfHistory(long seed) throws IOException {
        Random random = new Random(seed);
        List<Issue> issues = new ArrayList<>();
        List<String> names = List.of(
                "triggered",
                "admitted",
                "planned",
                "claimed-not",
                "merged-by-person",
                "reopened",
                "cancel",
                "reimplement",
                "issue-closed",
                "pause",
                "resume");
        for (int step = 0; step < 400; step++) {
            store.clock.advance(Duration.ofMinutes(1 + random.nextInt(random.nextInt(20) == 0 ? 6_000 : 60)));
            if (issues.size() < 25 && random.nextInt(8) == 0) {
                issues.add(store.newIssue());
            }
            if (!issues.isEmpty()) {
                Issue issue = issues.get(random.nextInt(issues.size()));
                if (random.nextInt(4) == 0) {
                    place(
                            issue,
                            List.of("in-review", "merge-pending", "in-development")
                                    .get(random.nextInt(3)));
                }
                String state = store.issue(issue.id()).state().slug();
                switch (state) {
                    case "in-review" -> apply(issue, random.nextBoolean() ? "changes" : "approve");
                    case "merge-pending" -> apply(issue, random.nextBoolean() ? "checks-failed" : "merged");
                    default -> apply(issue, names.get(random.nextInt(names.size())));
                }
            }
        }
        List<String> counted = rows();
        assertThat(total().merged()).as("something was merged").isPositive();

        store.execute("delete from delivery_rollups");
        store.execute(backfill());

        assertThat(counted).isEqualTo(rows());
    }

    /** Leads an issue there behind the engine's back, as if an executor had. */
    private void place(Issue issue, String state) {
        Issue now = store.issue(issue.id());
        if (List.of("done", "cancelled", "unlabeled", "paused")
                .contains(now.state().slug())) {
            return;
        }
        store.execute(
                "insert into state_transitions (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name,"
                        + " reason, at) values (?, ?, ?, ?, 'placed', 'worker', 'w', 'r', ?)",
                issue.id(),
                now.version() + 1,
                // From where no rework is counted.
                "analyzing",
                state,
                store.clock.instant().atOffset(java.time.ZoneOffset.UTC));
        store.execute("update issues set state = ?, version = version + 1 where id = ?", state, issue.id());
    }

    private void merge(Issue issue) {
        place(issue, "merge-pending");
        apply(issue, "merged");
        assertThat(store.issue(issue.id()).state()).isEqualTo(IssueState.DONE);
    }

    private void apply(Issue issue, String event) {
        store.database.useTransaction(transaction -> store.transitions.apply(
                transaction,
                TransitionRequest.event(
                        store.issues.lock(transaction, issue.id()), event, Actor.operator("ann"), "because")));
    }

    private DeliveryCounts total() {
        return delivery.figures(Optional.empty(), FROM, TO).total();
    }

    private List<String> rows() {
        return store.database.<List<String>>inTransaction(transaction -> transaction.query(
                row -> row.getString(1), "select d::text from delivery_rollups d order by day, repository_id"));
    }

    /** What the migration counts of history, which is the other way to the same figures. */
    private static String backfill() throws IOException {
        try (InputStream stream =
                Delivery.class.getResourceAsStream("/io/colony/engine/database/migration/V142__read_models.sql")) {
            String sql = new String(Optional.ofNullable(stream).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
            return sql.substring(sql.indexOf("insert into delivery_rollups"), sql.lastIndexOf(';'));
        }
    }
}
