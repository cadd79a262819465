package io.colony.bench.chaos;

import io.colony.bench.chaos.ChaosPlan.Fault;
import io.colony.bench.chaos.ChaosPlan.PlannedIssue;
import io.colony.bench.chaos.SimulatedHost.HostFault;
import io.colony.bench.postgres.PostgresServer;
import io.colony.engine.ColonyBuilder;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseClock;
import io.colony.engine.intake.Intake;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.IssueKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** One run: turbulence, calm, check. Used by one thread, which starts another for the people. */
final class ChaosRun {
    private static final String DATABASE = "chaos";
    private static final Duration MOST_PATIENCE = Duration.ofSeconds(15);
    private static final int BACKLOG = 6;
    private static final Duration PEOPLE_LOOK = Duration.ofMillis(300);

    private final ChaosSettings settings;
    private final ChaosPlan plan;

    ChaosRun(ChaosSettings settings) {
        this.settings = settings;
        this.plan = ChaosPlan.of(settings.seed(), settings.issues(), settings.kills(), settings.leaseMillis());
    }

    ChaosReport run() {
        try (PostgresServer server = PostgresServer.start(Map.of("shared_buffers", "128MB"))) {
            server.createDatabase(DATABASE);
            return run(server);
        }
    }

    private ChaosReport run(PostgresServer server) {
        NodeSettings template = template(server);
        try (Database database = Database.open(ChaosColony.store(template));
                SqlClient sql = new SqlClient(server.url(DATABASE), server.user(), "chaos-driver")) {
            SideSchema.create(server.url(DATABASE), server.user());
            Nodes nodes = new Nodes(template, settings.logs(), settings.seed());
            try {
                return run(server, database, sql, nodes);
            } finally {
                nodes.killAll();
            }
        }
    }

    private NodeSettings template(PostgresServer server) {
        return new NodeSettings(
                server.url(DATABASE),
                server.user(),
                "first",
                0,
                settings.seed(),
                settings.issues(),
                settings.leaseMillis(),
                settings.skewMillis(),
                0,
                settings.logs().toString(),
                settings.sabotage());
    }

    private ChaosReport run(PostgresServer server, Database database, SqlClient sql, Nodes nodes) {
        DatabaseClock clock = DatabaseClock.of(database);
        SimulatedHost host = new SimulatedHost(
                new SqlClient(server.url(DATABASE), server.user(), "chaos-people"), () -> HostFault.NONE);
        ColonyBuilder builder =
                new ChaosColony(template(server), database, clock, host, new Witness(sql, "driver")).builder();
        Intake intake = builder.intake();
        nodes.prepare(() -> intake.register("chaos", SimulatedHost.NAME, SimulatedHost.SLUG));
        SimulatedPeople people = new SimulatedPeople(
                database,
                clock,
                builder,
                host,
                new SqlClient(server.url(DATABASE), server.user(), "chaos-people"),
                plan);
        AtomicBoolean calm = new AtomicBoolean();
        AtomicBoolean over = new AtomicBoolean();
        Thread crowd = Thread.ofPlatform().start(() -> crowd(people, calm, over));
        long start = System.nanoTime();
        nodes.start(settings.workers());
        FaultInjector faults = new FaultInjector(server, sql, nodes);
        turbulence(sql, faults, intake, host, nodes);
        long calmed = System.nanoTime();
        repeat(() -> sql.update("update witness.control set calm = true"));
        calm.set(true);
        boolean settled = settle(sql, nodes);
        long ended = System.nanoTime();
        over.set(true);
        join(crowd);
        nodes.end();
        settings.sabotage().sql().ifPresent(statement -> sabotage(sql, statement));
        Invariants invariants = new Invariants(
                database,
                plan.issues().stream().map(PlannedIssue::number).toList(),
                ChaosColony.ceilings(settings.issues()));
        List<Violation> violations = invariants.broken(sql);
        return new ChaosReport(
                settings.seed(),
                plan.digest(),
                settings.issues(),
                settings.workers(),
                faults(sql, faults),
                people.done(),
                counts(sql, "select state, count(*) from issues group by 1 order by 1"),
                counts(sql, """
                        select i.state || ': ' || t.reason || coalesce('; its task is ' || k.state || ', waits for '
                                 || coalesce(k.waits_for, 'nothing') || ', due ' || k.run_after || ', held until '
                                 || coalesce(k.held_until::text, 'no time'), ''), count(*)
                        from issues i
                        join state_transitions t on t.issue_id = i.id and t.version = i.version
                        left join tasks k on k.issue_id = i.id and k.state in ('queued', 'claimed')
                        where i.state not in ('done', 'cancelled') group by 1 order by 2 desc limit 20"""),
                facts(sql),
                seconds(start, calmed),
                seconds(calmed, ended),
                settled,
                invariants.count(),
                violations);
    }

    static void sabotage(SqlClient sql, String statement) {
        sql.inTransaction(connection -> {
            SqlClient.update(connection, "set local session_replication_role = replica");
            return SqlClient.update(connection, statement);
        });
    }

    private static void crowd(SimulatedPeople people, AtomicBoolean calm, AtomicBoolean over) {
        while (!over.get()) {
            people.look(calm.get());
            Pause.of(PEOPLE_LOOK);
        }
    }

    /** Lets issues in as the faults go by, so that there is work for all of them. */
    private void turbulence(SqlClient sql, FaultInjector faults, Intake intake, SimulatedHost host, Nodes nodes) {
        long until = System.nanoTime() + settings.durationCap().toNanos();
        int done = 0;
        int admitted = 0;
        for (Fault fault : plan.faults()) {
            long due =
                    1 + (long) plan.issues().size() * (done + 1) / plan.faults().size();
            while (admitted < Math.min(due, plan.issues().size())) {
                admit(intake, host, plan.issues().get(admitted));
                admitted++;
            }
            if (System.nanoTime() > until) {
                break;
            }
            Pause.of(Duration.ofMillis(fault.gapMillis()));
            awaitWork(sql, admitted);
            faults.inject(fault);
            nodes.revive();
            done++;
        }
        for (PlannedIssue issue : plan.issues().subList(admitted, plan.issues().size())) {
            admit(intake, host, issue);
        }
    }

    /** Faults come as fast as work does, so that a slow machine is not only started and killed. */
    private void awaitWork(SqlClient sql, int admitted) {
        long until = System.nanoTime() + MOST_PATIENCE.toNanos();
        try {
            while (System.nanoTime() < until
                    && sql.number(
                                    "select count(*) from issues where state not in ('new', 'unlabeled', 'analyzing', 'ready-for-dev', 'in-development')")
                            < admitted - BACKLOG) {
                Pause.of(Duration.ofMillis(50));
            }
        } catch (SqlClient.CutOff away) {
            // It is away because of a fault; the next one may come.
        }
    }

    private static void admit(Intake intake, SimulatedHost host, PlannedIssue issue) {
        IssueKey key = new IssueKey(SimulatedHost.SLUG, issue.number());
        repeat(() -> {
            host.file(key, "Issue " + issue.text(), issue.text());
            intake.admit(key, Actor.operator("driver"));
        });
    }

    private static void repeat(Runnable act) {
        while (true) {
            try {
                act.run();
                return;
            } catch (RuntimeException cut) {
                Pause.of(Duration.ofMillis(100));
            }
        }
    }

    private boolean settle(SqlClient sql, Nodes nodes) {
        long until = System.nanoTime() + settings.settleCap().toNanos();
        while (System.nanoTime() < until) {
            nodes.revive();
            if (open(sql) == 0) {
                return true;
            }
            Pause.of(PEOPLE_LOOK);
        }
        return false;
    }

    private static long open(SqlClient sql) {
        return sql.number("""
                select (select count(*) from issues where state not in ('done', 'cancelled'))
                     + (select count(*) from tasks where state in ('queued', 'claimed'))
                     + (select count(*) from agent_runs where ended_at is null)
                     + (select count(*) from outbox where delivered_at is null)
                     + (select count(*) from forge_intents where state = 'open')
                     + (select count(*) from audit_log where seq is null)""");
    }

    private static Map<String, Long> faults(SqlClient sql, FaultInjector faults) {
        Map<String, Long> all = counts(sql, "select kind, count(*) from witness.faults group by 1 order by 1");
        faults.injected().forEach((kind, count) -> all.put(kind.slug(), (long) count));
        return all;
    }

    private static Map<String, Long> facts(SqlClient sql) {
        return counts(sql, """
                select 'transitions', count(*) from state_transitions union all
                select 'runs', count(*) from agent_runs union all
                select 'runs ' || end_kind, count(*) from agent_runs group by end_kind union all
                select 'late results', count(*) from agent_runs where reason like 'Came too late%' union all
                select 'epics split', count(distinct issue_id) from issue_dependencies where kind = 'child' union all
                select 'parts', count(*) from issue_dependencies where kind = 'child' union all
                select 'merges', count(*) from host.merges union all
                select 'merges found after a cut', count(*) from forge_intents
                  where kind = 'merge' and result ->> 'answer' in ('found', 'already') union all
                select 'dead letters', count(*) from tasks where state = 'dead' union all
                select 'messages', count(*) from outbox""");
    }

    private static Map<String, Long> counts(SqlClient sql, String query) {
        Map<String, Long> counts = new TreeMap<>();
        sql.rows(query).forEach(row -> counts.put(row.get(0), Long.parseLong(row.get(1))));
        return counts;
    }

    private static double seconds(long from, long to) {
        return Duration.ofNanos(to - from).toMillis() / 1000.0;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
