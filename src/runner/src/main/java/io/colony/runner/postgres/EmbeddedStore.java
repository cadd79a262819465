package io.colony.runner.postgres;

import io.colony.engine.config.HostEnvironment;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.process.CommandRunner;
import io.colony.engine.secret.Secret;
import io.colony.engine.workspace.PrivateDirectory;
import io.colony.runner.ExitCode;
import io.colony.runner.RunnerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The embedded Postgres below {@code <work>/postgres}. Its data outlives every process; a running server is shared by all
 * processes on the work directory, also one that a killed process left; the last that ends cleanly stops it.
 *
 * <p>Safe for use by many threads and processes: starting and stopping are guarded by a lock on a file.
 */
public final class EmbeddedStore implements AutoCloseable {
    private static final int PORT_ATTEMPTS = 5;
    private static final String OWNER = "colony";

    /** What the engine works as: it can change no history, whatever an error in it or a stranger's text asks for. */
    private static final String USER = "colony_app";

    private static final String DATABASE = "colony";

    /** Once the server has died, its port may be another user's, who would ask for the password in clear. */
    private static final String SIGN_IN = "?requireAuth=scram-sha-256";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final int LEAVING_PAUSES = 20;
    private static final int MOST_PAUSES = (int) (PATIENCE.toMillis() / PAUSE.toMillis());

    /** File locks hold between processes; this one between threads. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final Path directory;
    private final CommandRunner runner;
    private final HostEnvironment host;
    private Optional<DatabaseSettings> server = Optional.empty();
    private boolean started;

    private EmbeddedStore(Path workDirectory, CommandRunner runner, HostEnvironment host) {
        this.directory = workDirectory.toAbsolutePath().normalize().resolve("postgres");
        this.runner = runner;
        this.host = host;
    }

    /**
     * Starts the server, or joins the one that runs.
     *
     * @throws RunnerException when the directory cannot be written or the server does not start; says what to do
     */
    public static EmbeddedStore open(Path workDirectory, CommandRunner runner, HostEnvironment host) {
        EmbeddedStore store = new EmbeddedStore(workDirectory, runner, host);
        store.guarded(() -> {
            store.server = Optional.of(store.join());
            Presence.join(store.users());
        });
        return store;
    }

    /**
     * Stops the server that runs below the work directory, unless somebody uses it.
     *
     * @return whether one ran
     */
    public static boolean stop(Path workDirectory, CommandRunner runner, HostEnvironment host) {
        EmbeddedStore store = new EmbeddedStore(workDirectory, runner, host);
        if (!Files.isDirectory(store.data())) {
            return false;
        }
        boolean ran = store.runs();
        store.guarded(() -> {
            Files.deleteIfExists(store.keep());
            if (ran && !Presence.nobody(store.users())) {
                throw new RunnerException(
                        ExitCode.UNAVAILABLE,
                        "The embedded Postgres is used by a running Colony; end that first, then stop it.");
            }
            if (ran) {
                store.control().stop(store.data(), "fast");
            }
        });
        return ran;
    }

    /** How to connect: as the application's role, with the owner for migrations and grants beside it. */
    public DatabaseSettings settings() {
        DatabaseSettings owner = server.orElseThrow();
        try {
            return DatabaseSettings.of(owner.url(), USER, password(passwordFile()))
                    .ownedBy(new DatabaseSettings.Login(owner.user(), owner.password()));
        } catch (IOException failure) {
            throw new RunnerException(
                    ExitCode.CANNOT_CREATE,
                    "The embedded Postgres' password file " + passwordFile() + " cannot be read: " + failure
                            + ". Make it readable, or remove it and start again: it is made anew.",
                    failure);
        }
    }

    /** The JDBC URL for people and for other programs, which say in their own ways how they sign in. */
    public String address() {
        return server.orElseThrow().url().replace(SIGN_IN, "");
    }

    /** Whether this process started the server, as opposed to having joined it. */
    public boolean started() {
        return started;
    }

    /** The file that holds the application role's password, for other programs of the same user. */
    public Path passwordFile() {
        return directory.resolve("app-password");
    }

    private Path ownerPasswordFile() {
        return directory.resolve("password");
    }

    /** From now on the server stays when processes end, until {@link #stop}. */
    public void keepRunning() {
        guarded(() -> Files.writeString(keep(), ""));
    }

    /** Leaves the server, and stops it where nobody else uses it. */
    @Override
    public void close() {
        guarded(() -> {
            boolean last = Presence.leave(users());
            if (last && !Files.exists(keep()) && runs() && !usedByOthers()) {
                control().stop(data(), "fast");
            }
        });
    }

    private DatabaseSettings join() throws IOException, SQLException {
        Optional<ServerProcess> running = ServerProcess.find(data());
        if (running.isPresent()) {
            DatabaseSettings found = settingsFor(running.get().port());
            if (answers(running.get(), found)) {
                return prepared(found);
            }
            control().stop(data(), "immediate");
        }
        return start();
    }

    private DatabaseSettings start() throws IOException, SQLException {
        Files.deleteIfExists(ServerProcess.file(data()));
        PostgresControl control = control();
        if (!Files.isDirectory(data())) {
            writePassword(ownerPasswordFile());
            control.initialise(data(), OWNER, ownerPasswordFile());
        }
        int port = startOnFreePort(control);
        started = true;
        Files.writeString(portFile(), Integer.toString(port));
        return prepared(settingsFor(port));
    }

    /** Between the look for a free port and its use somebody else may have taken it: then another one is taken. */
    private int startOnFreePort(PostgresControl control) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                control.start(data(), port);
                return port;
            } catch (RunnerException failure) {
                if (attempt == PORT_ATTEMPTS || !control.lastStartMetATakenPort()) {
                    throw failure;
                }
                Files.deleteIfExists(portFile());
            }
        }
    }

    /** Also a server of an earlier version, or one whose password file was removed, has the two roles from here on. */
    private DatabaseSettings prepared(DatabaseSettings found) throws IOException, SQLException {
        boolean known = Files.exists(passwordFile());
        if (!known) {
            writePassword(passwordFile());
        }
        try (PostgresSession session = PostgresSession.open(found, "postgres")) {
            session.createDatabaseUnlessPresent(DATABASE);
            session.createLoginUnlessPresent(USER, password(passwordFile()), !known);
        }
        return found;
    }

    /** Waits for a server that is on its way up (after a crash, say); false when it goes or stays silent. */
    private boolean answers(ServerProcess process, DatabaseSettings found) {
        for (int pause = 0; pause < MOST_PAUSES && process.alive(); pause++) {
            try (PostgresSession session = PostgresSession.open(found, "postgres")) {
                return Path.of(session.dataDirectory()).equals(data());
            } catch (SQLException notYet) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return false;
    }

    private boolean runs() {
        try {
            return ServerProcess.find(data()).isPresent();
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** A connection that was closed just now, such as our own pool's, is listed until the server's process for it has ended. */
    private boolean usedByOthers() throws SQLException {
        try (PostgresSession session = PostgresSession.open(server.orElseThrow(), "postgres")) {
            for (int pause = 0; pause < LEAVING_PAUSES && session.otherClients() > 0; pause++) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            return session.otherClients() > 0;
        }
    }

    private DatabaseSettings settingsFor(int port) throws IOException {
        return DatabaseSettings.of(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE + SIGN_IN, OWNER, password(ownerPasswordFile()));
    }

    private static Secret password(Path file) throws IOException {
        return Secret.of(Files.readString(file).strip());
    }

    private static void writePassword(Path file) throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, HexFormat.of().formatHex(random));
    }

    /** The port of the last time where it is free, so that connection strings that people noted stay good. */
    private int freePort() throws IOException {
        int last = 0;
        if (Files.exists(portFile())) {
            String text = Files.readString(portFile()).strip();
            last = text.matches("[0-9]{4,5}") ? Integer.parseInt(text) : 0;
        }
        try (ServerSocket socket = new ServerSocket(last, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }

    private PostgresControl control() throws IOException {
        return new PostgresControl(runner, host, directory, PostgresBinaries.install(directory, host));
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path keep() {
        return directory.resolve("keep");
    }

    private Path users() {
        return directory.resolve("users.lock");
    }

    private Path portFile() {
        return directory.resolve("port");
    }

    /** Something that is done while no other process starts or stops the server. */
    private interface Act {
        void run() throws IOException, SQLException;
    }

    private void guarded(Act act) {
        THREADS.lock();
        try {
            // Nobody but the owner reads the data or lays programs beside it, also where an earlier version let them.
            PrivateDirectory.makeOrClose(directory);
            try (FileChannel channel = FileChannel.open(
                            directory.resolve("start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                act.run();
                if (!lock.isValid()) {
                    throw new IOException("the lock on " + directory + " was lost");
                }
            }
        } catch (IOException failure) {
            throw new RunnerException(
                    ExitCode.CANNOT_CREATE,
                    "The embedded Postgres cannot use " + directory + ": " + failure
                            + ". Make the work directory writable, or choose another (--work, work_directory).",
                    failure);
        } catch (SQLException failure) {
            throw new RunnerException(
                    ExitCode.UNAVAILABLE,
                    "The embedded Postgres at " + directory + " does not answer: " + failure.getMessage() + ". See "
                            + directory.resolve("server.log") + ".",
                    failure);
        } finally {
            THREADS.unlock();
        }
    }
}
