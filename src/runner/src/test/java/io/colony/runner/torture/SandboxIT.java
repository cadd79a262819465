package io.colony.runner.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.testkit.Bubblewrap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code bin/agent-sandbox} closes, told by an agent that tries it. Without the sandbox the same agent gets through, which is
 * why this test could fail and what docs/sandbox.md says.
 */
class SandboxIT {
    private static final Path SANDBOX =
            Path.of("../../bin/agent-sandbox").toAbsolutePath().normalize();
    private static final String OWN = "own-home open\nown-history open\nown-objects open\n";

    @TempDir
    Path directory;

    private final AtomicInteger connections = new AtomicInteger();
    private ServerSocket server;
    private QuickProject project;
    private Path agent;
    private Path secret;

    @BeforeEach
    void prepare() throws IOException {
        assumeThat(Bubblewrap.works())
                .as("bubblewrap is there, and this kernel allows user namespaces")
                .isTrue();
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::listen);
        project = QuickProject.create(directory.resolve("project"));
        Files.writeString(project.directory().resolve("body.md"), "Please.\n");
        agent = directory.resolve("prying-agent.sh");
        try (InputStream script = SandboxIT.class.getResourceAsStream("prying-agent.sh")) {
            Files.copy(script, agent, StandardCopyOption.REPLACE_EXISTING);
        }
        secret = Files.writeString(directory.resolve("secret.txt"), "of the person who runs Colony\n");
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void anAgentInItSeesItsOwnDirectoriesAndNothingElse() throws Exception {
        String report = reportOf("'" + SANDBOX + "' --no-network --read '" + agent + "' sh");

        assertThat(report)
                .isEqualTo(OWN + "secret closed\nsecret-by-link closed\ncode-host closed\n"
                        + "others-passwords closed\nlent-objects closed\nnetwork closed");
        assertThat(connections).hasValue(0);
        assertThat(directory.resolve("secret.txt.beside")).doesNotExist();
    }

    @Test
    void withItsNetworkItReachesServicesOfThisMachine() throws Exception {
        reportOf("'" + SANDBOX + "' --read '" + agent + "' sh");

        assertThat(connections.get()).isPositive();
    }

    @Test
    void withoutItAnAgentReachesAllThatTheUserOfTheProgramReaches() throws Exception {
        String report = reportOf("sh");

        assertThat(report)
                .startsWith(OWN + "secret open\nsecret-by-link open\ncode-host open\n"
                        + "others-passwords open\nlent-objects open\n");
        assertThat(directory.resolve("secret.txt.beside")).exists();
        assertThat(connections.get()).isPositive();
    }

    @Test
    void alternatesThatAnEarlierAgentLeftShowNothing() throws IOException {
        Path checkout = Files.createDirectories(directory.resolve("workspace/checkout/repository"));
        Path info = Files.createDirectories(checkout.resolve(".git/objects/info"));
        Path records = Files.createDirectories(directory.resolve("workspace/records/lent"));
        Files.writeString(info.resolve("alternates"), directory + "\n" + records + "/../../..\n" + records + "\n");

        assertThat(inSandbox(checkout, "cat", secret.toString()).exitCode()).isNotZero();
        assertThat(inSandbox(checkout, "ls", records.toString()).exitCode()).isZero();
    }

    @Test
    void aFileThatTheCallerHasOpenIsNotHandedOn() throws IOException {
        Path checkout = Files.createDirectories(directory.resolve("workspace/checkout/repository"));
        String open = "exec 3<'" + secret + "' 9<'" + secret + "'; ";

        assertThat(run(checkout, "sh", "-c", open + "exec sh -c 'cat <&3 && cat <&9'")
                        .exitCode())
                .isZero();
        for (int descriptor : List.of(3, 9)) {
            CommandOutput read =
                    run(checkout, "sh", "-c", open + "exec '" + SANDBOX + "' sh -c 'cat <&" + descriptor + "'");

            assertThat(read.exitCode()).isNotZero();
            assertThat(read.stdout()).isEmpty();
            assertThat(read.stderr()).contains("Bad file descriptor");
        }
    }

    /** Files there are memory of the machine, which no limit on the agent's own counts. */
    @Test
    void whatItMayKeepInMemoryIsLimited() throws IOException {
        Path checkout = Files.createDirectories(directory.resolve("workspace/checkout/repository"));

        for (String place : List.of("/tmp/large", "/dev/shm/large")) {
            CommandOutput written = inSandbox(checkout, "dd", "if=/dev/zero", "of=" + place, "bs=1M", "count=300");

            assertThat(written.exitCode()).as(place).isNotZero();
            assertThat(written.stderr()).contains("No space left on device");
        }
    }

    private CommandOutput inSandbox(Path checkout, String... command) {
        List<String> words = new ArrayList<>(List.of(SANDBOX.toString()));
        words.addAll(List.of(command));
        return run(checkout, words.toArray(String[]::new));
    }

    private static CommandOutput run(Path checkout, String... command) {
        return new LocalCommandRunner()
                .run(
                        List.of(command),
                        checkout,
                        Map.of("PATH", "/usr/bin:/bin", "HOME", checkout.toString()),
                        "",
                        Duration.ofSeconds(30));
    }

    /** What the agent handed in, as it was merged. */
    private String reportOf(String starter) throws Exception {
        try (ColonyProcess run = ColonyProcess.colony(
                project.directory(),
                "run",
                "--repo",
                project.original().toString(),
                "--title",
                "Pry",
                "--body",
                "body.md",
                "--agent",
                "%s '%s' '%s' '%s' %d".formatted(starter, agent, secret, project.work(), server.getLocalPort()),
                "--check",
                "test -s report.txt",
                "--json")) {
            assertThat(run.exitCode(Duration.ofMinutes(2))).as(run.toString()).isZero();
            assertThat(run.out()).contains("\"merged\" : 1");
        }
        return project.gitOnForgeIn("local/original", "show", "main:report.txt");
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                server.accept().close();
                connections.incrementAndGet();
            } catch (IOException failure) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(failure);
                }
            }
        }
    }
}
