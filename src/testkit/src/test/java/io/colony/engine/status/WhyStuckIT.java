package io.colony.engine.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import io.colony.testkit.StoreFixture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One case for each way of being stuck: the store is arranged as the engine leaves it, and {@code why} is asked. */
class WhyStuckIT {
    private static final String UNTIL = "2026-01-05T13:00:00Z";

    /** Arranges the store around an issue. */
    interface Arrangement extends BiConsumer<StoreFixture, Issue> {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void whySaysWhatItWaitsForAndWhoCanMoveIt(
            Arrangement arrangement, String sentence, String waitsFor, String whoCanMove) {
        try (StoreFixture store = new StoreFixture()) {
            Issue issue = store.newIssue();
            store.execute("update workers set lanes = '{develop,analyze,review,merge}'");
            arrangement.accept(store, issue);

            Why why = StatusQueries.postgres(store.database, store.clock)
                    .why(issue.key())
                    .orElseThrow();

            assertThat(why.sentence()).contains(sentence.split("…"));
            assertThat(why.waitsFor()).contains(waitsFor);
            assertThat(String.join("; ", why.whoCanMove())).contains(whoCanMove);
        }
    }

    static Stream<Arguments> cases() {
        return Stream.of(breakers(), otherBreakers(), money(), time(), workers(), sentinel(), dependencies())
                .flatMap(cases -> cases);
    }

    private static Stream<Arguments> breakers() {
        return Stream.of(
                stuck(
                        "a provider's limit",
                        (store, issue) -> {
                            queued(store, issue, "develop", "breaker back-end claude: 429 usage limit");
                            breaker(store, "back-end", "claude", 2, UNTIL, "429 usage limit");
                        },
                        "'claude' is paused since 2026-01-05 11:50:00 UTC…refusal 2…429 usage limit…2026-01-05 13:00:00 UTC",
                        "the provider of back end 'claude'",
                        "colony breakers reset back-end claude --reason TEXT"),
                stuck(
                        "a probe under way",
                        (store, issue) -> {
                            queued(store, issue, "develop", "breaker back-end claude: 429");
                            breaker(store, "back-end", "claude", 1, "2026-01-05T11:55:00Z", "429");
                            Issue other = store.newIssue();
                            queued(store, other, "develop", "");
                            store.execute("update tasks set state = 'claimed', epoch = 7, lease_until = '" + UNTIL
                                    + "' where issue_id = " + other.id());
                            store.execute(
                                    "update breakers set probe_epoch = 7, probe_task = (select id from tasks where"
                                            + " issue_id = " + other.id() + ")");
                        },
                        "one probe is under way",
                        "its success lets all go on",
                        "keeps the issue's place"),
                stuck(
                        "an open repository breaker",
                        (store, issue) -> {
                            queued(store, issue, "merge", "");
                            breaker(
                                    store,
                                    "repository",
                                    StoreFixture.REPOSITORY,
                                    5,
                                    UNTIL,
                                    "develop of acme/shop#9: silent");
                        },
                        "breaker of repository acme/shop is open since 2026-01-05 11:50:00 UTC after 5 failures…silent",
                        "one probe goes at 2026-01-05 13:00:00 UTC",
                        "write to the repository: colony breakers reset repository acme/shop"));
    }

    private static Stream<Arguments> otherBreakers() {
        return Stream.of(
                stuck(
                        "a merge while the provider is away",
                        (store, issue) -> {
                            queued(store, issue, "merge", "");
                            store.execute(
                                    "insert into repository_back_ends values (?, 'claude', now())", store.repositoryId);
                            breaker(store, "back-end", "claude", 1, UNTIL, "429");
                        },
                        "waits in the queue for a free worker that runs merge",
                        "a free worker",
                        "any worker with lane merge"),
                stuck(
                        "an issue's own breaker and its dead letter",
                        (store, issue) -> {
                            state(store, issue, "failure-blocked");
                            breaker(store, "issue-stage", issue.key() + " develop", 3, "", "false evidence");
                            store.execute("""
                                    insert into tasks (tenant_id, repository_id, issue_id, executor, state, attempt, run_after,
                                      created_at, closed_at) values (?, ?, ?, 'develop', 'dead', 3, now(), now(), now())
                                    """, issue.tenantId(), issue.repositoryId(), issue.id());
                        },
                        "(develop, attempt 3) is a dead letter…after 3 content failures in a row",
                        "an operator's decision",
                        "/colony:retry"));
    }

    private static Stream<Arguments> money() {
        return Stream.of(
                stuck(
                        "a repository's ceiling",
                        (store, issue) -> queued(
                                store,
                                issue,
                                "develop",
                                "The ceiling of the repository for today (UTC) is $50.00: $49.00 are spent, $0.50 are"
                                        + " reserved by open runs, and this run would reserve $2.00."),
                        "$50.00: $49.00 are spent, $0.50 are reserved…renews at 2026-01-06 00:00:00 UTC",
                        "renews at 2026-01-06",
                        "raise the ceiling"),
                stuck(
                        "a tenant's ceiling",
                        (store, issue) -> queued(
                                store,
                                issue,
                                "develop",
                                "The ceiling of the tenant for this month (UTC) is $500.00: $499.00 are spent, $0.00 are"
                                        + " reserved by open runs, and this run would reserve $2.00."),
                        "$499.00 are spent…renews at 2026-02-01 00:00:00 UTC",
                        "renews at 2026-02-01",
                        "goes on by itself"),
                stuck(
                        "an issue's ceiling",
                        (store, issue) -> {
                            state(store, issue, "failure-blocked");
                            arrival(store, issue, "failure", "The ceiling of the issue is $5.00: $4.90 are spent.");
                        },
                        "The ceiling of the issue is $5.00: $4.90 are spent",
                        "an operator's decision",
                        "/colony:retry"));
    }

    private static Stream<Arguments> time() {
        return Stream.of(
                stuck(
                        "its turn to be merged",
                        (store, issue) ->
                                held(store, issue, "merge", "its turn: another change is being merged into main"),
                        "another change is being merged into main",
                        "its turn",
                        "goes on by itself at 2026-01-05 12:30:00 UTC"),
                stuck(
                        "a delayed retry",
                        (store, issue) -> held(store, issue, "develop", "another try after: the network is away"),
                        "goes on at 2026-01-05 12:30:00 UTC…the network is away",
                        "another try",
                        "goes on by itself"),
                stuck(
                        "no process with an agent",
                        (store, issue) -> held(
                                store,
                                issue,
                                "develop",
                                "another try after: This process has no agent for repositories that name none."),
                        "has no agent for repositories that name none",
                        "no agent",
                        "goes on by itself"));
    }

    private static Stream<Arguments> workers() {
        return Stream.of(
                stuck(
                        "no worker at all",
                        (store, issue) -> {
                            queued(store, issue, "develop", "");
                            store.execute("update workers set seen_at = seen_at - interval '10 minutes'");
                        },
                        "no worker runs at all",
                        "a worker that runs develop",
                        "colony up"),
                stuck(
                        "no worker of that kind",
                        (store, issue) -> {
                            queued(store, issue, "develop", "");
                            store.execute("update workers set lanes = '{review}'");
                        },
                        "no worker that runs now takes develop (1 others do run)",
                        "a worker that runs develop",
                        "colony workers"),
                stuck(
                        "a silent lease",
                        (store, issue) -> {
                            queued(store, issue, "develop", "");
                            store.execute("update tasks set state = 'claimed', lease_until = '2026-01-05T11:00:00Z',"
                                    + " worker_id = " + store.workerId);
                        },
                        "has not been heard of since its lease ended at 2026-01-05 11:00:00 UTC",
                        "the Sentinel to take the task back",
                        "as soon as an orchestrator runs"));
    }

    private static Stream<Arguments> sentinel() {
        return Stream.of(
                stuck(
                        "a transient failure that the Sentinel retries",
                        (store, issue) -> {
                            state(store, issue, "failure-blocked");
                            leader(store, UNTIL);
                            finding(store, "transient-block", issue.key().toString(), "retry 1 of 3 comes at noon.");
                        },
                        "retry 1 of 3 comes at noon",
                        "the Sentinel's retry",
                        "led by colony-1/sentinel (4)"),
                stuck(
                        "a transient failure that nobody retries, for want of a leader",
                        (store, issue) -> {
                            state(store, issue, "failure-blocked");
                            leader(store, "2026-01-05T11:00:00Z");
                            finding(store, "transient-block", issue.key().toString(), "retry 1 of 3 comes at noon.");
                        },
                        "nobody leads the Sentinel",
                        "a process that leads the Sentinel",
                        "colony up"),
                stuck(
                        "rounds of clarification",
                        (store, issue) -> {
                            state(store, issue, "needs-clarification");
                            store.execute("update issues set clarifications = 1");
                        },
                        "waits for an answer of its author ann",
                        "round 2 of 3",
                        "reply on the issue"),
                stuck(
                        "weaker settings of its repository",
                        (store, issue) -> {
                            state(store, issue, "human-review-ready");
                            finding(
                                    store,
                                    "settings-drift",
                                    StoreFixture.REPOSITORY,
                                    "check 'build' is not required any more.");
                        },
                        "Mind: check 'build' is not required any more.",
                        "a person's decision",
                        "a reviewer"));
    }

    private static Stream<Arguments> dependencies() {
        return Stream.of(
                stuck(
                        "a cancelled dependency",
                        (store, issue) -> {
                            state(store, issue, "dependency-blocked");
                            Issue other = store.newIssue();
                            state(store, other, "cancelled");
                            depends(store, issue, other);
                        },
                        "acme/shop#2 (in state cancelled), which nobody will finish",
                        "the Mayor",
                        "waives the dependency"),
                stuck(
                        "a circle of dependencies",
                        (store, issue) -> {
                            state(store, issue, "dependency-blocked");
                            Issue second = store.newIssue();
                            Issue third = store.newIssue();
                            depends(store, issue, second);
                            depends(store, second, third);
                            depends(store, third, issue);
                        },
                        "acme/shop#1 → acme/shop#2 → acme/shop#3 → acme/shop#1",
                        "break the circle",
                        "take one of these dependencies out"));
    }

    private static Arguments stuck(
            String name, Arrangement arrangement, String sentence, String waitsFor, String whoCanMove) {
        return Arguments.of(Named.of(name, arrangement), sentence, waitsFor, whoCanMove);
    }

    private static void state(StoreFixture store, Issue issue, String state) {
        store.execute("update issues set state = ? where id = ?", state, issue.id());
    }

    private static void queued(StoreFixture store, Issue issue, String executor, String waitsFor) {
        state(store, issue, executor.equals("merge") ? "merge-pending" : "ready-for-dev");
        store.execute("""
                insert into tasks (tenant_id, repository_id, issue_id, executor, state, run_after, waits_for, created_at)
                values (?, ?, ?, ?, 'queued', '2026-01-05T11:00:00Z', nullif(?, ''), '2026-01-05T11:00:00Z')
                """, issue.tenantId(), issue.repositoryId(), issue.id(), executor, waitsFor);
    }

    private static void held(StoreFixture store, Issue issue, String executor, String waitsFor) {
        queued(store, issue, executor, waitsFor);
        store.execute("update tasks set held_until = '2026-01-05T12:30:00Z'");
    }

    private static void breaker(
            StoreFixture store, String scope, String key, int failures, String until, String reason) {
        store.execute(
                "insert into breakers (scope, scope_key, failures, openings, window_start, opened_at, open_until, reason)"
                        + " values (?, ?, ?, 1, now(), '2026-01-05T11:50:00Z', cast(nullif(?, '') as timestamptz), ?)",
                scope,
                key,
                failures,
                until,
                reason);
    }

    private static void arrival(StoreFixture store, Issue issue, String outcome, String reason) {
        store.execute(
                "insert into state_transitions (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name,"
                        + " reason, at) values (?, 2, 'ready-for-dev', 'failure-blocked', ?, 'sentinel', 'budget', ?, now())",
                issue.id(),
                outcome,
                reason);
    }

    private static void leader(StoreFixture store, String until) {
        store.execute(
                "insert into leaders values ('sentinel', 'colony-1/sentinel (4)', 1, now(), now(), cast(? as timestamptz))",
                until);
    }

    private static void finding(StoreFixture store, String detector, String subject, String reason) {
        store.execute(
                "insert into sentinel_findings (detector, subject, reason, first_seen, last_seen) values (?, ?, ?, now(), now())",
                detector,
                subject,
                reason);
    }

    private static void depends(StoreFixture store, Issue issue, Issue on) {
        store.execute(
                "insert into issue_dependencies (issue_id, depends_on, kind, source, created_at) values (?, ?, 'blocks', 't', now())",
                issue.id(),
                on.id());
    }
}
