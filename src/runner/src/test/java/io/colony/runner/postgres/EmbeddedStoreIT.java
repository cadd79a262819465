package io.colony.runner.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.config.HostEnvironment;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.process.CommandRunner;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.runner.ExitCode;
import io.colony.runner.RunnerException;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreIT {
    private final CommandRunner runner = new LocalCommandRunner();
    private final HostEnvironment host = HostEnvironment.ofThisProcess();

    @TempDir
    Path work;

    @AfterEach
    void leaveNothingRunning() {
        EmbeddedStore.stop(work, runner, host);
    }

    @Test
    void keepsDataOverACleanEndAndStopsTheServerWithItsLastUser() throws Exception {
        EmbeddedStore first = open();
        EmbeddedStore second = open();
        assertThat(first.started()).isTrue();
        assertThat(second.started()).isFalse();
        execute(first, "create table note (text text)", "insert into note values ('kept')");
        first.close();
        assertThat(note(second)).isEqualTo("kept");
        second.close();
        assertThat(server()).isEmpty();

        try (EmbeddedStore again = open()) {
            assertThat(again.started()).isTrue();
            assertThat(again.settings().url()).isEqualTo(first.settings().url());
            assertThat(note(again)).isEqualTo("kept");
        }
    }

    @Test
    void joinsTheServerThatAKilledProcessLeft() throws Exception {
        CommandOutput killed = otherProcess("killed");
        assertThat(killed.stdout()).startsWith("started ");
        assertThat(server()).isPresent();

        try (EmbeddedStore store = open()) {
            assertThat(store.started()).isFalse();
            assertThat(killed.stdout().strip()).endsWith(store.settings().url());
        }
        assertThat(server()).isEmpty();
    }

    @Test
    void leavesTheServerToAnotherProcessThatUsesIt() throws Exception {
        try (EmbeddedStore store = open()) {
            CommandOutput other = otherProcess("cleanly");

            assertThat(other.exitCode()).as(other.stderr()).isZero();
            assertThat(other.stdout()).startsWith("joined ");
            execute(store, "select 1");
            assertThatThrownBy(() -> EmbeddedStore.stop(work, runner, host))
                    .isInstanceOf(RunnerException.class)
                    .hasMessageContaining("is used by a running Colony");
        }
    }

    @Test
    void leavesTheServerToAnyClientThatIsConnected() throws Exception {
        EmbeddedStore store = open();
        try (Connection client = connect(store)) {
            store.close();
            assertThat(client.isValid(2)).isTrue();
        }
        assertThat(EmbeddedStore.stop(work, runner, host)).isTrue();
        assertThat(EmbeddedStore.stop(work, runner, host)).isFalse();
    }

    @Test
    void theEngineWorksAsARoleThatCanChangeNoHistory() throws Exception {
        try (EmbeddedStore store = open();
                Database database = Database.open(store.settings())) {
            assertThat(store.settings().user()).isEqualTo("colony_app");
            assertThatThrownBy(() -> database.useTransaction(
                            transaction -> transaction.handle().execute("delete from audit_log")))
                    .hasMessageContaining("permission denied");
            Files.delete(store.passwordFile());
        }
        try (EmbeddedStore again = open();
                Database database = Database.open(again.settings())) {
            assertThat(database.<Integer>inTransaction(transaction -> transaction
                            .handle()
                            .createQuery("select count(*) from issues")
                            .mapTo(Integer.class)
                            .one()))
                    .isZero();
        }
    }

    @Test
    void keepsTheServerRunningWhereItIsAskedTo() throws Exception {
        EmbeddedStore store = open();
        store.keepRunning();
        store.close();
        assertThat(server()).isPresent();
        open().close();
        assertThat(server()).isPresent();
    }

    @Test
    void isNotFooledByAPidFileWhoseNumberWentToAnotherProgram() throws Exception {
        open().close();
        Path pidFile = work.resolve("postgres/data/postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n/elsewhere\n0\n5432\n\n*\n\nready\n");

        try (EmbeddedStore store = open()) {
            assertThat(store.started()).isTrue();
        }
    }

    @Test
    void startsNoProgramsThatACheckoutCouldHold() throws Exception {
        open().close();
        Path programs;
        try (Stream<Path> all = Files.list(work.resolve("postgres"))) {
            programs = all.filter(path -> path.getFileName().toString().startsWith("server-"))
                    .findFirst()
                    .orElseThrow();
        }
        Path planted =
                Files.writeString(programs.resolve("bin/pg_ctl"), "#!/bin/sh\ntouch " + work.resolve("ran") + "\n");
        for (Path made : List.of(programs, work.resolve("postgres"))) {
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        }

        try (EmbeddedStore store = open()) {
            assertThat(store.started()).isTrue();
        }
        assertThat(work.resolve("ran")).doesNotExist();
        assertThat(Files.size(planted)).isGreaterThan(10_000);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(work.resolve("postgres"))))
                .isEqualTo("rwx------");
    }

    @Test
    void givesItsPasswordToNobodyWhoAsksForItInClear() throws Exception {
        DatabaseSettings settings;
        try (EmbeddedStore store = open()) {
            settings = store.settings();
            assertThat(store.address()).matches("jdbc:postgresql://127.0.0.1:[0-9]+/colony");
        }
        int port = Integer.parseInt(settings.url().replaceAll(".*:([0-9]+)/.*", "$1"));
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> heard = threads.submit(() -> {
                try (Socket client = taken.accept()) {
                    // Skips what asks for TLS with an N, then asks for the password in clear
                    // (AuthenticationCleartextPassword).
                    DataInputStream in = new DataInputStream(client.getInputStream());
                    in.readNBytes(in.readInt() - Integer.BYTES);
                    client.getOutputStream().write('N');
                    in.readNBytes(in.readInt() - Integer.BYTES);
                    client.getOutputStream().write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
                    int answer = in.read();
                    return answer < 0
                            ? ""
                            : new String(in.readNBytes(in.readInt() - Integer.BYTES), StandardCharsets.ISO_8859_1);
                }
            });

            assertThatThrownBy(() -> DriverManager.getConnection(
                            settings.url(), settings.user(), settings.password().reveal()))
                    .isInstanceOf(SQLException.class);
            assertThat(heard.get(30, TimeUnit.SECONDS))
                    .doesNotContain(settings.password().reveal());
        }
    }

    @Test
    void saysWhatToDoAboutADirectoryThatCannotBeMade() throws IOException {
        Path file = Files.writeString(work.resolve("file"), "");

        assertThatThrownBy(() -> EmbeddedStore.open(file, runner, host))
                .isInstanceOfSatisfying(
                        RunnerException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.CANNOT_CREATE))
                .hasMessageContaining("Make the work directory writable, or choose another");
    }

    private EmbeddedStore open() {
        return EmbeddedStore.open(work, runner, host);
    }

    private Optional<ServerProcess> server() throws IOException {
        return ServerProcess.find(work.toAbsolutePath().resolve("postgres/data"));
    }

    private CommandOutput otherProcess(String end) {
        return runner.run(
                List.of(
                        host.javaHome().resolve("bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        host.classPath(),
                        StoreUser.class.getName(),
                        work.toString(),
                        end),
                work,
                host.variables(),
                "",
                Duration.ofMinutes(2));
    }

    private static void execute(EmbeddedStore store, String... statements) throws SQLException {
        try (Connection connection = connect(store);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String note(EmbeddedStore store) throws SQLException {
        try (Connection connection = connect(store);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select text from note")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedStore store) throws SQLException {
        DatabaseSettings owner = store.settings().asOwner();
        return DriverManager.getConnection(
                owner.url(), owner.user(), owner.password().reveal());
    }
}
