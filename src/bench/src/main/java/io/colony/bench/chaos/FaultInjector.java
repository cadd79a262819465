package io.colony.bench.chaos;

import io.colony.bench.chaos.ChaosPlan.Fault;
import io.colony.bench.postgres.PostgresServer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Does to the colony what the plan has. Used by the driver's own thread. */
final class FaultInjector {
    private static final int LOOKS_FOR_A_COMMIT = 400;

    private final PostgresServer server;
    private final SqlClient sql;
    private final Nodes nodes;
    private final Map<FaultKind, Integer> injected = new EnumMap<>(FaultKind.class);

    FaultInjector(PostgresServer server, SqlClient sql, Nodes nodes) {
        this.server = server;
        this.sql = sql;
        this.nodes = nodes;
    }

    /** How many there were of each kind. */
    Map<FaultKind, Integer> injected() {
        return injected;
    }

    void inject(Fault fault) {
        if (happened(fault)) {
            injected.merge(fault.kind(), 1, Integer::sum);
        }
    }

    private boolean happened(Fault fault) {
        int worker = 1 + fault.pick() % nodes.workers();
        return switch (fault.kind()) {
            case KILL_WORKER -> {
                nodes.kill(worker);
                yield true;
            }
            case KILL_ORCHESTRATOR -> {
                nodes.kill(0);
                yield true;
            }
            case FREEZE -> {
                NodeProcess frozen = nodes.get(fault.pick() % (nodes.workers() + 1));
                frozen.signal("-STOP");
                Pause.of(Duration.ofMillis(fault.lengthMillis()));
                frozen.signal("-CONT");
                yield true;
            }
            case CUT_CONNECTIONS -> cut();
            case CUT_IN_COMMIT -> cutInCommit();
            case RESTART_POSTGRES -> {
                server.stop();
                server.start();
                yield true;
            }
            case CRASH_POSTGRES -> {
                server.crash();
                server.start();
                yield true;
            }
        };
    }

    private boolean cut() {
        return terminate("select pg_terminate_backend(pid)::text from pg_stat_activity"
                + " where application_name = 'colony' and random() < 0.4");
    }

    /** Looks for a commit under way without a pause: with fsync on each takes a moment. */
    private boolean cutInCommit() {
        for (int look = 0; look < LOOKS_FOR_A_COMMIT; look++) {
            if (terminate(
                    "select pg_terminate_backend(pid)::text from pg_stat_activity where application_name = 'colony'"
                            + " and state = 'active' and upper(query) like 'COMMIT%'")) {
                return true;
            }
        }
        return false;
    }

    private boolean terminate(String query) {
        try {
            List<List<String>> ended = sql.rows(query);
            return !ended.isEmpty();
        } catch (SqlClient.CutOff away) {
            return false;
        }
    }
}
