package io.colony.engine.recovery.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.forge.Repositories;
import io.colony.engine.issue.Issue;
import io.colony.engine.recovery.SentinelSettings;
import io.colony.engine.workflow.Outcomes;
import io.colony.testkit.StoreFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each detector that reads the store alone: what it sees, what it does not see, and from when on. */
class StoreDetectorsIT {
    private final StoreFixture store = new StoreFixture();
    private final SentinelQueries queries =
            SentinelQueries.postgres(store.database, store.issues, Repositories.postgres());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anIssueIsOverdueAfterTheAgeOfItsState() {
        Detector overdue = new Overdue(queries, SentinelSettings.defaultAges());
        Issue review = at("in-review", Duration.ofHours(6));
        at("human-review-ready", Duration.ofHours(6));
        at("done", Duration.ofDays(900));
        assertThat(overdue.look(now())).isEmpty();
        store.clock.advance(Duration.ofSeconds(1));

        assertThat(overdue.look(now())).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo(review.key().toString());
            assertThat(finding.reason()).contains("in-review since 2026-01-05T06:00:00Z", "6 hours", "colony why");
        });
    }

    @Test
    void anIssueThatReviewSendsBackAgainAndAgainGoesInCircles() {
        Detector oscillation = new Oscillation(queries, 3);
        Issue issue = at("in-development", Duration.ZERO);
        Issue waits = at("human-review-ready", Duration.ZERO);
        store.execute("update issues set rework_rounds = 2");
        assertThat(oscillation.look(now())).isEmpty();
        store.execute("update issues set rework_rounds = 3");

        assertThat(subjects(oscillation))
                .as("%s is with a person already", waits.key())
                .containsExactly(issue.key().toString());
    }

    @Test
    void deadLettersAreCountedByRepositoryUntilTheirIssueHasANewerTask() {
        Detector dead = new DeadLetters(queries);
        Issue issue = at("failure-blocked", Duration.ZERO);
        assertThat(dead.look(now())).isEmpty();
        task(issue, "dead", "closed_at = '2026-01-05T11:00:00Z'");
        store.execute("""
                insert into outbox (issue_id, kind, marker, payload, next_at, created_at, failed_at)
                values (?, 'label', 'm', '{}', now(), now(), '2026-01-05T10:00:00Z')
                """, issue.id());
        assertThat(dead.look(now())).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo(StoreFixture.REPOSITORY);
            assertThat(finding.reason()).contains("1 tasks and 1 messages", "2026-01-05T10:00:00Z");
        });
        store.execute("update outbox set failed_at = null");
        task(issue, "done", "closed_at = now()");

        assertThat(dead.look(now())).isEmpty();
    }

    @Test
    void aTransientFailureIsRetriedThreeTimesLaterEachTimeAndThenLeftToAPerson() {
        Detector detector = new TransientBlock(queries, 3, Duration.ofMinutes(10));
        Issue issue = blocked("transient");
        blocked("permanent");
        blocked("content");
        for (int minutes : new int[] {10, 20, 40}) {
            store.clock.advance(Duration.ofMinutes(minutes).minusSeconds(1));
            assertThat(detector.look(now()))
                    .as("before %d minutes", minutes)
                    .singleElement()
                    .isInstanceOf(Finding.Notice.class);
            store.clock.advance(Duration.ofSeconds(1));
            assertThat(detector.look(now())).singleElement().isInstanceOfSatisfying(Finding.Act.class, act -> {
                assertThat(act.subject()).isEqualTo(issue.key().toString());
                assertThat(act.remedy())
                        .isInstanceOfSatisfying(
                                Remedy.Move.class,
                                move -> assertThat(move.outcome()).isEqualTo(Outcomes.RETRY));
            });
            again(issue);
        }
        store.clock.advance(Duration.ofDays(10));

        assertThat(detector.look(now()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Notice.class,
                        notice -> assertThat(notice.reason()).contains("after 3 retries", "an operator decides"));
    }

    @Test
    void aLeaseThatNobodyTakesBackIsSeenAfterAMinute() {
        Detector lease = new ExpiredLease(queries);
        Issue issue = at("in-development", Duration.ZERO);
        task(issue, "claimed", "lease_until = '2026-01-05T12:00:00Z', worker_id = " + store.workerId);
        store.clock.advance(Duration.ofMinutes(1));
        assertThat(lease.look(now())).isEmpty();
        store.clock.advance(Duration.ofMillis(1));

        assertThat(subjects(lease)).containsExactly(issue.key().toString());
    }

    @Test
    void aWorkerIsSilentAfterAMinuteAndForgottenAfterADay() {
        Detector silent = new SilentWorker(queries);
        store.clock.advance(Duration.ofMinutes(1));
        assertThat(silent.look(now())).isEmpty();
        store.clock.advance(Duration.ofMillis(1));
        assertThat(subjects(silent)).containsExactly("worker (" + store.workerId + ")");
        store.execute("update workers set stopped_at = now()");
        assertThat(silent.look(now())).isEmpty();
        store.execute("update workers set stopped_at = null");
        store.clock.advance(Duration.ofDays(1));

        assertThat(silent.look(now())).isEmpty();
    }

    @Test
    void aDayThatCostsThreeTimesTheMedianIsAnAnomalyAndSoIsAnIssue() {
        Detector spend = new SpendAnomaly(queries, 3);
        total("repository", store.repositoryId, "2026-01-05", "29.99");
        for (String day : List.of("2026-01-02", "2026-01-03", "2025-12-30")) {
            total("repository", store.repositoryId, day, day.endsWith("2") ? "40" : "10");
        }
        total("repository", store.repositoryId, "2025-11-01", "0.01");
        for (String cost : List.of("0.50", "0.60", "0.70")) {
            total("issue", at("done", Duration.ZERO).id(), "", cost);
        }
        Issue dear = at("in-review", Duration.ZERO);
        total("issue", dear.id(), "", "1.79");
        assertThat(spend.look(now())).isEmpty();
        store.execute("update ledger_totals set spent = spent + 0.01 where period in ('2026-01-05') or scope_id = "
                + dear.id() + " and scope = 'issue'");

        assertThat(spend.look(now()))
                .extracting(Finding::reason)
                .containsExactly(
                        "It has spent $30.00 today, at least 3 times the median of $10.00 of its last 3 days with any"
                                + " spend.",
                        "It has spent $1.80, at least 3 times the median of $0.60 of the last 3 finished issues of its"
                                + " repository.");
    }

    private Instant now() {
        return store.clock.instant();
    }

    private List<String> subjects(Detector detector) {
        return detector.look(now()).stream().map(Finding::subject).toList();
    }

    private Issue at(String state, Duration since) {
        Issue issue = store.newIssue();
        store.execute(
                "update issues set state = ?, entered_at = ? where id = ?",
                state,
                now().minus(since).atOffset(java.time.ZoneOffset.UTC),
                issue.id());
        return store.issue(issue.id());
    }

    private long task(Issue issue, String state, String more) {
        long id = store.query(Long.class, """
                insert into tasks (tenant_id, repository_id, issue_id, executor, state, run_after, created_at, closed_at)
                values (?, ?, ?, 'develop', 'done', now(), now(), now()) returning id
                """, issue.tenantId(), issue.repositoryId(), issue.id());
        String closed = state.equals("claimed") ? ", closed_at = null" : "";
        store.execute("update tasks set state = '" + state + "'" + closed + ", " + more + " where id = " + id);
        return id;
    }

    /** As {@code Setback} leaves an issue whose last run failed so. */
    private Issue blocked(String failureClass) {
        Issue issue = at("failure-blocked", Duration.ZERO);
        long task = task(issue, "dead", "closed_at = now()");
        long run = store.query(Long.class, """
                insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, started_at, ended_at, end_kind,
                  failure_class)
                values (?, ?, 'develop', 4, 1, ?, now(), now(), 'failed', ?) returning id
                """, issue.id(), task, store.workerId, failureClass);
        store.execute("update issues set version = 2 where id = ?", issue.id());
        transition(issue, 2, "failure", "worker", Long.toString(run));
        return store.issue(issue.id());
    }

    /** Retried by the Sentinel, and blocked again. */
    private void again(Issue issue) {
        long version = store.issue(issue.id()).version();
        String run = store.query(
                String.class, "select max(run_id)::text from state_transitions where issue_id = ?", issue.id());
        transition(issue, version + 1, "retry", "sentinel", "null");
        transition(issue, version + 2, "failure", "worker", run);
        store.execute(
                "update issues set version = ?, entered_at = ? where id = ?",
                version + 2,
                now().atOffset(java.time.ZoneOffset.UTC),
                issue.id());
    }

    private void transition(Issue issue, long version, String outcome, String actor, String run) {
        store.execute(
                "insert into state_transitions (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name,"
                        + " reason, run_id, at) values (?, ?, 'in-development', 'failure-blocked', ?, ?, 'a',"
                        + " 'the network', " + run + ", now())",
                issue.id(),
                version,
                outcome,
                actor);
    }

    private void total(String scope, long id, String period, String spent) {
        store.execute(
                "insert into ledger_totals (scope, scope_id, period, spent) values (?, ?, ?, " + spent + ")",
                scope,
                id,
                period);
    }
}
