package io.colony.bench.chaos;

import io.colony.bench.BenchException;
import io.colony.bench.chaos.ChaosPlan.PlannedIssue;
import io.colony.bench.chaos.OutageReport.Said;
import io.colony.bench.chaos.OutageReport.Stages;
import io.colony.bench.chaos.SimulatedHost.HostFault;
import io.colony.bench.postgres.PostgresServer;
import io.colony.engine.ColonyBuilder;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseClock;
import io.colony.engine.intake.Intake;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.IssueKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One drill: work, outage, words, work again, check. Used by one thread. */
final class OutageRun {
    private static final String WORK = "work";
    private static final String PAGES = "pages";
    private static final long LEASE_MILLIS = 4_000;
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration SETTLE = Duration.ofMinutes(4);
    private static final int WORKERS = 2;

    private final OutageKind kind;
    private final Duration length;
    private final int issues;
    private final Path logs;
    private final Optional<Path> colony;

    /**
     * @param colony {@code bin/colony}; without it pages and commands are not asked
     */
    OutageRun(OutageKind kind, Duration length, int issues, Path logs, Optional<Path> colony) {
        this.kind = kind;
        this.length = length;
        this.issues = issues;
        this.logs = logs;
        this.colony = colony;
    }

    OutageReport run() {
        Optional<SmallDisk> disk = kind == OutageKind.DISK_FULL ? Optional.of(SmallDisk.mount()) : Optional.empty();
        try (PostgresServer server = disk.map(small -> PostgresServer.start(
                                Map.of("shared_buffers", "64MB", "max_wal_size", "64MB"), small.directory()))
                        .orElseGet(() -> PostgresServer.start(Map.of("shared_buffers", "128MB")));
                CommitCutter cutter = new CommitCutter(
                        URI.create(server.url(WORK).substring("jdbc:".length())).getPort())) {
            server.createDatabase(WORK);
            server.createDatabase(PAGES);
            return run(
                    new Trouble(kind, colony.isPresent() ? List.of(WORK, PAGES) : List.of(WORK), server, cutter, disk),
                    server,
                    cutter);
        } finally {
            disk.ifPresent(SmallDisk::unmount);
        }
    }

    private OutageReport run(Trouble trouble, PostgresServer server, CommitCutter cutter) {
        NodeSettings template = new NodeSettings(
                through(cutter, WORK),
                server.user(),
                "first",
                0,
                1,
                issues,
                LEASE_MILLIS,
                0,
                0,
                logs.toString(),
                Sabotage.NONE);
        try (Database database = Database.open(io.colony.engine.database.DatabaseSettings.of(
                        server.url(WORK), server.user(), io.colony.engine.secret.Secret.empty()));
                SqlClient sql = new SqlClient(server.url(WORK), server.user(), "chaos-driver")) {
            SideSchema.create(server.url(WORK), server.user());
            sql.update("update witness.control set calm = true");
            Nodes nodes = new Nodes(template, logs, 1);
            try {
                return drill(trouble, server, cutter, database, sql, nodes, template);
            } finally {
                nodes.killAll();
            }
        }
    }

    private static String through(CommitCutter cutter, String database) {
        return "jdbc:postgresql://127.0.0.1:" + cutter.port() + "/" + database;
    }

    private OutageReport drill(
            Trouble trouble,
            PostgresServer server,
            CommitCutter cutter,
            Database database,
            SqlClient sql,
            Nodes nodes,
            NodeSettings template) {
        DatabaseClock clock = DatabaseClock.of(database);
        SimulatedHost host =
                new SimulatedHost(new SqlClient(server.url(WORK), server.user(), "chaos-people"), () -> HostFault.NONE);
        ColonyBuilder builder = new ChaosColony(template, database, clock, host, new Witness(sql, "driver")).builder();
        Intake intake = builder.intake();
        intake.register("chaos", SimulatedHost.NAME, SimulatedHost.SLUG);
        ChaosPlan plan = ChaosPlan.of(1, issues, 0, LEASE_MILLIS);
        SimulatedPeople people = new SimulatedPeople(
                database, clock, builder, host, new SqlClient(server.url(WORK), server.user(), "chaos-people"), plan);
        AtomicBoolean over = new AtomicBoolean();
        Thread crowd = Thread.ofPlatform().daemon().start(() -> crowd(people, over));
        Optional<OutageWords> words = colony.map(
                program -> new OutageWords(program, through(cutter, PAGES), server.user(), work(), freePort()));
        try {
            nodes.start(WORKERS);
            plan.issues().forEach(issue -> admit(intake, host, issue));
            awaitWork(sql);
            Shown shown = suffer(trouble, sql, words);
            boolean settled = settle(sql, nodes);
            long came = came(sql);
            over.set(true);
            nodes.end();
            List<Violation> violations = new Invariants(
                            database,
                            plan.issues().stream().map(PlannedIssue::number).toList(),
                            ChaosColony.ceilings(issues))
                    .broken(sql);
            return new OutageReport(
                    kind.slug(),
                    shown.seconds(),
                    new Stages(shown.before(), shown.during() - shown.before(), came - shown.during()),
                    shown.moved(),
                    shown.resumed(),
                    settled,
                    trouble.note(),
                    shown.said(),
                    violations);
        } finally {
            over.set(true);
            crowd.interrupt();
            words.ifPresent(OutageWords::close);
        }
    }

    /**
     * The outage itself.
     *
     * @param before stages that had come to a result when it began
     * @param during the same when it ended
     */
    private record Shown(double seconds, long before, long during, long moved, double resumed, List<Said> said) {}

    private Shown suffer(Trouble trouble, SqlClient sql, Optional<OutageWords> words) {
        long cameBefore = came(sql);
        long before = transitions(sql);
        long start = System.nanoTime();
        trouble.begin();
        // Some came while the locks were being taken; a store that is away can no longer be asked.
        long began = kind == OutageKind.POOL ? transitions(sql) : before;
        List<Said> said = new ArrayList<>(words.map(OutageWords::ask).orElse(List.of()));
        Duration left = length.minusNanos(System.nanoTime() - start);
        if (left.isPositive()) {
            Pause.of(left);
        }
        trouble.end();
        long end = System.nanoTime();
        long after = transitions(sql);
        long cameDuring = came(sql);
        long target = open(sql) == 0 ? after : after + 1;
        await(sql, target);
        double resumed = seconds(System.nanoTime() - end);
        words.map(OutageWords::afterwards).ifPresent(said::add);
        return new Shown(seconds(end - start), cameBefore, cameDuring, after - began, resumed, said);
    }

    private static void crowd(SimulatedPeople people, AtomicBoolean over) {
        while (!over.get()) {
            people.look(true);
            Pause.of(LOOK);
        }
    }

    private static void admit(Intake intake, SimulatedHost host, PlannedIssue issue) {
        IssueKey key = new IssueKey(SimulatedHost.SLUG, issue.number());
        host.file(key, "Issue " + issue.text(), issue.text());
        intake.admit(key, Actor.operator("driver"));
    }

    /** Until every issue has been through a stage on average: then stages of all kinds are under way. */
    private void awaitWork(SqlClient sql) {
        long until = System.nanoTime() + SETTLE.toNanos();
        while (came(sql) < issues) {
            if (System.nanoTime() > until) {
                throw new BenchException("No work before the outage: " + came(sql) + " stages came to a result.");
            }
            Pause.of(LOOK);
        }
    }

    /** Waits until so many transitions have been written down beyond those of intake. */
    private static void await(SqlClient sql, long transitions) {
        long until = System.nanoTime() + SETTLE.toNanos();
        while (transitions(sql) < transitions) {
            if (System.nanoTime() > until) {
                throw new BenchException("Nothing moves: " + transitions(sql) + " of " + transitions + " transitions.");
            }
            Pause.of(LOOK);
        }
    }

    private static long transitions(SqlClient sql) {
        while (true) {
            try {
                return sql.number("select count(*) from state_transitions where version > 2");
            } catch (SqlClient.CutOff away) {
                Pause.of(LOOK);
            }
        }
    }

    /** How many stages have come to a result. */
    private static long came(SqlClient sql) {
        return sql.number("select count(*) from agent_runs where end_kind = 'completed' and outcome <> 'parked'");
    }

    private static long open(SqlClient sql) {
        return sql.number("""
                select (select count(*) from issues where state not in ('done', 'cancelled'))
                     + (select count(*) from agent_runs where ended_at is null)
                     + (select count(*) from outbox where delivered_at is null)
                     + (select count(*) from forge_intents where state = 'open')
                     + (select count(*) from audit_log where seq is null)""");
    }

    private static boolean settle(SqlClient sql, Nodes nodes) {
        long until = System.nanoTime() + SETTLE.toNanos();
        while (System.nanoTime() < until) {
            nodes.revive();
            if (open(sql) == 0) {
                return true;
            }
            Pause.of(LOOK);
        }
        return false;
    }

    private Path work() {
        try {
            return Files.createDirectories(logs.resolve("colony"));
        } catch (IOException failure) {
            throw new BenchException("No work directory: " + failure.getMessage(), failure);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new BenchException("No free port: " + failure.getMessage(), failure);
        }
    }

    private static double seconds(long nanos) {
        return Duration.ofNanos(nanos).toMillis() / 1000.0;
    }
}
