package io.colony.bench.postgres;

import io.colony.bench.BenchException;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * A Postgres server of its own, from the machine's package, with fsync on: what figures are taken on, and what torture
 * stops. It listens on loopback alone and ends with this process, however that ends. Used by one thread.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String USER = "colony";
    private static final long PATIENCE_SECONDS = 60;

    private final PostgresPrograms programs;
    private final Path directory;
    private final Path data;
    private final int port;
    private final Map<String, String> settings;
    private final AtomicReference<Process> process = new AtomicReference<>();

    private PostgresServer(PostgresPrograms programs, Path directory, int port, Map<String, String> settings) {
        this.programs = programs;
        this.directory = directory;
        this.data = directory.resolve("data");
        this.port = port;
        this.settings = settings;
    }

    /**
     * Makes a fresh cluster in a new temporary directory and starts it.
     *
     * @param settings of {@code postgresql.conf}, over this class's own
     */
    public static PostgresServer start(Map<String, String> settings) {
        try {
            return start(settings, Files.createTempDirectory("colony-bench-"));
        } catch (IOException failure) {
            throw new BenchException("No directory for Postgres could be made: " + failure.getMessage(), failure);
        }
    }

    /**
     * The same in a given directory.
     *
     * @param directory of its own; it is removed in the end
     */
    public static PostgresServer start(Map<String, String> settings, Path directory) {
        PostgresPrograms programs = PostgresPrograms.find();
        try {
            Map<String, String> all = new LinkedHashMap<>(Map.of(
                    "max_connections", "200",
                    "shared_buffers", "512MB",
                    "max_wal_size", "4GB",
                    "fsync", "on",
                    "timezone", "Pacific/Chatham"));
            all.putAll(settings);
            PostgresServer server = new PostgresServer(programs, directory, freePort(), all);
            programs.handOver(directory);
            programs.run("initdb", "-D", server.data.toString(), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C");
            server.start();
            return server;
        } catch (IOException failure) {
            throw new BenchException("No directory for Postgres could be made: " + failure.getMessage(), failure);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts it again after {@link #stop} or {@link #crash}; returns when it answers. */
    public void start() {
        List<String> arguments = new ArrayList<>(List.of("-D", data.toString(), "-p", Integer.toString(port)));
        arguments.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
        settings.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        // The server gets a signal when the thread that started it ends: this one waits until it is over.
        CountDownLatch started = new CountDownLatch(1);
        Thread keeper = new Thread(() -> keep(arguments, started), "postgres on port " + port);
        keeper.setDaemon(true);
        keeper.start();
        await(started);
        awaitAnswer();
    }

    private void keep(List<String> arguments, CountDownLatch started) {
        try {
            Process server = programs.start("postgres", arguments, directory.resolve("log"));
            process.set(server);
            started.countDown();
            server.waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            started.countDown();
        }
    }

    private void awaitAnswer() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try (Connection connection = connect("postgres")) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException notYet) {
                Process server = process.get();
                if (server == null || !server.isAlive() || System.nanoTime() > until) {
                    throw new BenchException("Postgres did not start: " + notYet.getMessage() + "\n" + log(), notYet);
                }
                Thread.onSpinWait();
            }
        }
    }

    /** What the server wrote. */
    public String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException failure) {
            return "(no log: " + failure.getMessage() + ")";
        }
    }

    /** Ends every connection and stops the server in good order. */
    public void stop() {
        signal("-INT");
    }

    /** Ends the server at once, as a power cut would: the next start recovers from the log. */
    public void crash() {
        signal("-QUIT");
    }

    private void signal(String signal) {
        Process server = process.get();
        if (server == null || !server.isAlive()) {
            return;
        }
        programs.signal(signal, server.pid());
        try {
            if (!server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                server.destroyForcibly();
                throw new BenchException("Postgres did not stop within " + PATIENCE_SECONDS + " s; it was killed.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes an empty database and answers how to reach it. */
    public DatabaseSettings createDatabase(String name) {
        execute("postgres", "create database " + name);
        return settings(name);
    }

    public DatabaseSettings settings(String database) {
        return DatabaseSettings.of(url(database), USER, Secret.empty());
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public String user() {
        return USER;
    }

    /** A connection of the superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), USER, "");
    }

    /** Runs one statement as the superuser. */
    public void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new BenchException("'" + sql + "' failed: " + failure.getMessage(), failure);
        }
    }

    /** Runs pgbench on a database to its end; what it wrote. */
    public String pgbench(String database, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("-h", "127.0.0.1", "-p", Integer.toString(port), "-U", USER, "-n"));
        all.addAll(arguments);
        all.add(database);
        return programs.run("pgbench", all.toArray(String[]::new));
    }

    /** What each of its processes has used of the processors, by its number. What has ended is not among them. */
    public Map<Long, Duration> cpu() {
        Map<Long, Duration> used = new LinkedHashMap<>();
        Process server = process.get();
        if (server != null) {
            Stream.concat(Stream.of(server.toHandle()), server.descendants())
                    .forEach(each ->
                            used.put(each.pid(), each.info().totalCpuDuration().orElse(Duration.ZERO)));
        }
        return used;
    }

    /** A directory on the disk that the cluster lies on, in which this process may write. */
    public Path directory() {
        return directory;
    }

    /** Where the cluster lies: for whoever fills its disk, or measures it. */
    public Path data() {
        return data;
    }

    /** Stops the server and removes the cluster. */
    @Override
    public void close() {
        crash();
        programs.remove(directory);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
