package io.colony.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.bench.chaos.ChaosPlan.PlannedIssue;
import io.colony.bench.chaos.SimulatedHost.HostFault;
import io.colony.bench.postgres.PostgresServer;
import io.colony.engine.Colony;
import io.colony.engine.ColonyBuilder;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseClock;
import io.colony.engine.intake.Intake;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.IssueKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The check can fail: on copies of a small store where nothing is broken, each sabotage is found by the rule it breaks. */
class InvariantsIT {
    private static final String CLEAN = "clean";
    private static final int ISSUES = 8;

    @TempDir
    private static Path directory;

    private static PostgresServer server;
    private static final ChaosPlan PLAN = ChaosPlan.of(5, ISSUES, 0, 4_000);

    /** Which rules must notice. */
    private static final Map<Sabotage, String> NOTICED = Map.ofEntries(
            Map.entry(Sabotage.CHANGED_STATE, "one-state"),
            Map.entry(Sabotage.VERSION_GAP, "versions-without-gaps"),
            Map.entry(Sabotage.DELETED_TRANSITION, "versions-without-gaps"),
            Map.entry(Sabotage.BROKEN_CHAIN, "states-follow-each-other"),
            Map.entry(Sabotage.FORBIDDEN_TRANSITION, "workflow-is-kept"),
            Map.entry(Sabotage.WRONG_RESUME, "resume-rule"),
            Map.entry(Sabotage.LOST_ISSUE, "no-issue-is-lost"),
            Map.entry(Sabotage.NOBODY_WAITED_FOR, "one-state"),
            Map.entry(Sabotage.DELETED_TASK, "every-task-is-there"),
            Map.entry(Sabotage.SECOND_TASK, "task-iff-executor"),
            Map.entry(Sabotage.STUCK_LEASE, "nothing-is-held"),
            Map.entry(Sabotage.EPOCH_BACK, "epochs-grow"),
            Map.entry(Sabotage.LATE_RESULT, "no-late-result-counts"),
            Map.entry(Sabotage.TWO_AT_ONCE, "not-run-twice-at-once"),
            Map.entry(Sabotage.UNSEEN_RUN, "every-result-was-worked-for"),
            Map.entry(Sabotage.OPEN_RUN, "every-run-ends"),
            Map.entry(Sabotage.COMPLETED_TWICE, "completed-once"),
            Map.entry(Sabotage.SECOND_PULL_REQUEST, "one-pull-request-per-generation"),
            Map.entry(Sabotage.SECOND_MERGE, "merged-once"),
            Map.entry(Sabotage.LOST_MERGE, "done-is-merged"),
            Map.entry(Sabotage.UNKNOWN_MERGE, "merged-is-done"),
            Map.entry(Sabotage.ACT_WITHOUT_INTENT, "every-act-has-an-intent"),
            Map.entry(Sabotage.OPEN_INTENT, "every-intent-is-resolved"),
            Map.entry(Sabotage.WRONG_TOTAL, "issue-totals"),
            Map.entry(Sabotage.WRONG_DAY, "repository-totals"),
            Map.entry(Sabotage.LOST_EVENT, "every-run-is-booked"),
            Map.entry(Sabotage.OPEN_RESERVATION, "nothing-is-reserved"),
            Map.entry(Sabotage.PASSED_CEILING, "issue-ceiling"),
            Map.entry(Sabotage.PASSED_TENANT_CEILING, "tenant-ceiling"),
            Map.entry(Sabotage.DONE_WITHOUT_A_PART, "epic-waits-for-its-parts"),
            Map.entry(Sabotage.PART_FILED_TWICE, "parts-are-filed-once"),
            Map.entry(Sabotage.PART_WITHOUT_ACCOUNT, "parts-keep-to-the-ceiling"),
            Map.entry(Sabotage.WRONG_ACCOUNT, "booked-on-its-issue"),
            Map.entry(Sabotage.WRONG_ROLL_UP, "epic-is-the-sum-of-its-parts"),
            Map.entry(Sabotage.CHANGED_AUDIT, "audit-chain"),
            Map.entry(Sabotage.DELETED_AUDIT, "every-transition-is-audited"),
            Map.entry(Sabotage.UNTOLD, "everything-is-told"),
            Map.entry(Sabotage.LOST_PROJECTION, "every-transition-is-told"),
            Map.entry(Sabotage.WRONG_LABEL, "label-is-state"),
            Map.entry(Sabotage.TOLD_OUT_OF_ORDER, "told-in-order"),
            Map.entry(Sabotage.TRIGGER_OFF, "history-is-guarded"),
            Map.entry(Sabotage.DEAD_WORKER, "dead-workers-are-noticed"));

    @BeforeAll
    static void fill() {
        server = PostgresServer.start(Map.of("shared_buffers", "64MB", "fsync", "off"));
        server.createDatabase(CLEAN);
        NodeSettings settings = settings(CLEAN);
        try (Database database = Database.open(ChaosColony.store(settings));
                SqlClient sql = client(CLEAN)) {
            SideSchema.create(server.url(CLEAN), server.user());
            sql.update("update witness.control set calm = true");
            settle(settings, database, sql);
            sql.update("update workers set stopped_at = seen_at where stopped_at is null");
        }
        // Nobody may look at a database that is copied.
        server.execute(
                "postgres", "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + CLEAN + "'");
    }

    private static void settle(NodeSettings settings, Database database, SqlClient sql) {
        DatabaseClock clock = DatabaseClock.of(database);
        SimulatedHost host = new SimulatedHost(client(CLEAN), () -> HostFault.NONE);
        ColonyBuilder builder =
                new ChaosColony(settings, database, clock, host, new Witness(client(CLEAN), "test")).builder();
        Intake intake = builder.intake();
        intake.register("chaos", SimulatedHost.NAME, SimulatedHost.SLUG);
        SimulatedPeople people = new SimulatedPeople(database, clock, builder, host, sql, PLAN);
        try (Colony colony = builder.build()) {
            colony.start();
            PLAN.issues().forEach(issue -> {
                IssueKey key = new IssueKey(SimulatedHost.SLUG, issue.number());
                host.file(key, "Issue " + issue.text(), issue.text());
                intake.admit(key, Actor.operator("test"));
            });
            long until = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (sql.number("""
                    select (select count(*) from issues where state <> 'done')
                         + (select count(*) from outbox where delivered_at is null)
                         + (select count(*) from audit_log where seq is null)""") > 0) {
                assertThat(System.nanoTime()).as("all is done").isLessThan(until);
                people.look(true);
                Pause.of(Duration.ofMillis(100));
            }
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void findsNothingWhereNothingIsBroken() {
        server.execute("postgres", "create database untouched template " + CLEAN);

        assertThat(check("untouched")).isEmpty();
    }

    @Test
    void everySabotageOfTheStoreIsNoticedByARuleThatIsNamed() {
        Set<Sabotage> known = Stream.of(Sabotage.values())
                .filter(sabotage -> sabotage.sql().isPresent())
                .collect(Collectors.toSet());

        assertThat(NOTICED.keySet()).isEqualTo(known);
    }

    static Set<Sabotage> sabotages() {
        return new TreeSet<>(NOTICED.keySet());
    }

    @ParameterizedTest
    @MethodSource("sabotages")
    void findsWhatIsBroken(Sabotage sabotage) {
        String copy = "copy_" + sabotage.name().toLowerCase(Locale.ROOT);
        server.execute("postgres", "create database " + copy + " template " + CLEAN);
        try (SqlClient sql = client(copy)) {
            ChaosRun.sabotage(sql, sabotage.sql().orElseThrow());
        }

        assertThat(check(copy)).extracting(Violation::invariant).contains(NOTICED.get(sabotage));
    }

    private static List<Violation> check(String name) {
        try (Database database = Database.open(ChaosColony.store(settings(name)));
                SqlClient sql = client(name)) {
            return new Invariants(
                            database,
                            PLAN.issues().stream().map(PlannedIssue::number).toList(),
                            ChaosColony.ceilings(ISSUES))
                    .broken(sql);
        }
    }

    private static SqlClient client(String name) {
        return new SqlClient(server.url(name), server.user(), "test");
    }

    private static NodeSettings settings(String name) {
        return new NodeSettings(
                server.url(name),
                server.user(),
                "test",
                2,
                5,
                ISSUES,
                4_000,
                0,
                0,
                directory.toString(),
                Sabotage.NONE);
    }
}
