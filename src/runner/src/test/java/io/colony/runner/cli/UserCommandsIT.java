package io.colony.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.config.HostEnvironment;
import io.colony.engine.config.PagesUser;
import io.colony.engine.config.UsersFile;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.runner.ShutdownSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see the pages, as a person says it on the command line; and what {@code up} refuses. */
class UserCommandsIT {
    private static final String USERS = "http.users_file=users.yaml";

    private final Map<String, String> variables = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @BeforeEach
    void arrange() {
        HostEnvironment host = HostEnvironment.ofThisProcess();
        variables.put("PATH", host.variables().getOrDefault("PATH", "/usr/bin:/bin"));
        variables.put("COLONY_STORE_URL", "jdbc:postgresql://127.0.0.1:1/none");
    }

    @Test
    void aTokenIsPrintedOnceAndOnlyItsHashIsKept() throws Exception {
        assertThat(colony("user", "add", "ann", "--roles", "read,operate", "--set", USERS))
                .as(err.toString())
                .isZero();
        String token = out.toString().strip();

        assertThat(token).matches("colony_[A-Za-z0-9_-]{43}");
        Path file = directory.resolve("users.yaml");
        assertThat(Files.readString(file)).doesNotContain(token, token.substring(7));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        PagesUser ann =
                Optional.ofNullable(new UsersFile(file).read().get("ann")).orElseThrow();
        assertThat(ann.roles()).containsExactlyInAnyOrder("read", "operate");
        assertThat(ann.secret().matches(token)).isTrue();

        assertThat(colony("user", "list", "--set", USERS)).isZero();
        assertThat(out.toString())
                .contains("ann    read, operate  token")
                .doesNotContain(token, ann.secret().hash());
        assertThat(colony("user", "add", "ann", "--set", USERS)).isEqualTo(1);
        assertThat(err.toString()).contains("--replace");
        assertThat(colony("user", "remove", "ann", "--set", USERS)).isZero();
        assertThat(new UsersFile(file).read()).isEmpty();
        assertThat(colony("user", "remove", "ann", "--set", USERS)).isEqualTo(1);
    }

    @Test
    void whatCannotBeAnEntryIsRefused() {
        assertThat(colony("user", "add", "ann")).isEqualTo(65);
        assertThat(err.toString()).contains("http.users_file is not set");
        assertThat(colony("user", "add", "a:b", "--set", USERS)).isEqualTo(65);
        assertThat(colony("user", "add", "ann", "--roles", "admin", "--set", USERS))
                .isEqualTo(65);
        assertThat(err.toString()).contains("There is no role 'admin'");
        assertThat(directory.resolve("users.yaml")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "no-such-host.invalid"})
    void anAddressThatOthersReachIsRefusedWithoutUsers(String bind) {
        assertThat(colony("up", "--port", "0", "--set", "http.bind=" + bind)).isEqualTo(65);
        assertThat(err.toString())
                .startsWith("colony: http.bind is " + bind)
                .contains("http.users_file", "colony user add")
                .hasLineCount(1);
    }

    @Test
    void aProxyIsRefusedWithoutUsersToo() {
        assertThat(colony("up", "--port", "0", "--set", "http.behind_proxy=true"))
                .isEqualTo(65);
        assertThat(err.toString()).contains("http.behind_proxy is set");
    }

    @Test
    void aFileThatHoldsNobodyOrThatOthersReadIsRefused() throws Exception {
        assertThat(colony("up", "--port", "0", "--set", USERS)).isEqualTo(65);
        assertThat(err.toString()).contains("users.yaml, which is not there");

        assertThat(colony("user", "add", "ann", "--set", USERS)).isZero();
        Files.setPosixFilePermissions(directory.resolve("users.yaml"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(colony("up", "--port", "0", "--set", USERS)).isEqualTo(65);
        assertThat(err.toString()).contains("chmod 600");

        Files.setPosixFilePermissions(directory.resolve("users.yaml"), PosixFilePermissions.fromString("rw-------"));
        assertThat(colony("user", "remove", "ann", "--set", USERS)).isZero();
        assertThat(colony("up", "--port", "0", "--set", USERS)).isEqualTo(65);
        assertThat(err.toString()).contains("holds nobody");
    }

    private int colony(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        HostEnvironment here = HostEnvironment.ofThisProcess();
        HostEnvironment host = new HostEnvironment(
                Map.copyOf(variables),
                directory,
                here.javaHome(),
                here.javaVersion(),
                here.classPath(),
                here.operatingSystem(),
                here.architecture(),
                here.user(),
                Optional.empty());
        return new Program(
                        host,
                        new LocalCommandRunner(),
                        new RecordedOperations(),
                        new ShutdownSignal(),
                        new PrintWriter(out),
                        new PrintWriter(err, true))
                .run(arguments);
    }
}
