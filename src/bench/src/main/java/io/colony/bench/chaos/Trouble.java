package io.colony.bench.chaos;

import io.colony.bench.BenchException;
import io.colony.bench.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes one kind of outage begin and end. */
final class Trouble {
    private static final int CUT_EVERY = 7;
    private static final int ATTEMPTS = 20;
    /** {@code deadlock_detected} of Postgres' list of error codes. */
    private static final String DEADLOCK = "40P01";

    private final OutageKind kind;
    private final List<String> databases;
    private final PostgresServer server;
    private final CommitCutter cutter;
    private final Optional<SmallDisk> disk;
    private final List<Connection> holders = new ArrayList<>();
    private boolean wentDown;

    /** @param databases that work and that pages stand on */
    Trouble(
            OutageKind kind,
            List<String> databases,
            PostgresServer server,
            CommitCutter cutter,
            Optional<SmallDisk> disk) {
        this.kind = kind;
        this.databases = databases;
        this.server = server;
        this.cutter = cutter;
        this.disk = disk;
    }

    void begin() {
        switch (kind) {
            case POOL -> databases.forEach(this::hold);
            case POSTGRES_STOP -> server.stop();
            case DISK_FULL -> disk.orElseThrow().fill();
            case CUT_IN_COMMIT -> cutter.cutEvery(CUT_EVERY);
        }
    }

    void end() {
        switch (kind) {
            case POOL -> holders.forEach(Trouble::close);
            case POSTGRES_STOP -> server.start();
            case DISK_FULL -> {
                disk.orElseThrow().clear();
                wentDown = !answers();
                if (wentDown) {
                    server.crash();
                    server.start();
                }
            }
            case CUT_IN_COMMIT -> cutter.cutEvery(0);
        }
    }

    /**
     * Every statement on the tables waits for this one, and so do the connections that they came by. Who already holds one of
     * them may wait for another one that is held here; Postgres then ends one of the two, and where it is this one, it asks
     * again.
     */
    private void hold(String database) {
        for (int attempt = 1; holders.size() <= databases.indexOf(database); attempt++) {
            Optional<SQLException> deadlock = tryToHold(database);
            if (deadlock.isPresent() && attempt == ATTEMPTS) {
                throw notHeld(deadlock.get());
            }
        }
    }

    /** The deadlock, where there was one. */
    private Optional<SQLException> tryToHold(String database) {
        try {
            Connection connection = server.connect(database);
            try {
                connection.setAutoCommit(false);
                connection.createStatement().execute("lock table issues, tasks, workers in access exclusive mode");
                holders.add(connection);
                return Optional.empty();
            } catch (SQLException failure) {
                close(connection);
                throw failure;
            }
        } catch (SQLException failure) {
            if (DEADLOCK.equals(failure.getSQLState())) {
                return Optional.of(failure);
            }
            throw notHeld(failure);
        }
    }

    private static BenchException notHeld(SQLException failure) {
        return new BenchException("The tables could not be held: " + failure.getMessage(), failure);
    }

    private boolean answers() {
        try (Connection connection = server.connect(databases.getFirst())) {
            return connection.isValid(5);
        } catch (SQLException away) {
            return false;
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException gone) {
            // Its lock is gone with it.
        }
    }

    /** What is particular to the kind. */
    String note() {
        return switch (kind) {
            case POOL -> "Every connection waited for locked tables.";
            case POSTGRES_STOP -> "Postgres was stopped and started.";
            case DISK_FULL ->
                wentDown
                        ? "Postgres went down for want of room and was started again once there was some."
                        : "Postgres stayed up and refused writes.";
            case CUT_IN_COMMIT ->
                "Commits cut before they reached the server: " + cutter.cutBefore() + ", after they were done: "
                        + cutter.cutAfter() + ".";
        };
    }
}
