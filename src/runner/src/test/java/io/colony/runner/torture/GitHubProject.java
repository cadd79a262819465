package io.colony.runner.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.runner.GitCommand;
import io.colony.runner.demo.Recipe;
import io.colony.runner.demo.SampleRepository;
import io.colony.testkit.github.GitHubSimulator;
import io.colony.testkit.github.Hands;
import io.colony.testkit.github.SimulatedRepository;
import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Level;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A simulated GitHub with the demo's repository, and a directory with a configuration for it: {@code ann} may write, {@code
 * joe} may not, and Colony has two accounts.
 */
final class GitHubProject implements AutoCloseable {
    static final String SLUG = "acme/tally";
    static final String SECRET = "a secret for webhooks, long enough";

    final GitHubSimulator github;
    final SimulatedRepository repository;
    final Account ann;
    final Account joe;
    final Account ops;
    final Account coder;
    final String opsToken;
    final String coderToken;
    private final List<String> did = new CopyOnWriteArrayList<>();
    private final Path directory;
    private final int port;
    private boolean hooked;

    private GitHubProject(Path directory, Map<String, String> files) throws IOException {
        this.directory = directory;
        this.github = GitHubSimulator.start(directory.resolve("github"), InstantSource.system());
        github.addOrganization("acme");
        ann = github.addAccount("ann");
        joe = github.addAccount("joe");
        ops = github.addAccount("colony-ops");
        coder = github.addAccount("colony-coder");
        repository = github.addRepository(SLUG, false, files)
                .permit(ann, Level.WRITE)
                .permit(joe, Level.READ)
                .permit(ops, Level.WRITE)
                .permit(coder, Level.WRITE);
        opsToken = github.token(ops);
        coderToken = github.token(coder);
        port = freePort();
        github.observe((asked, answer) -> {
            if (answer.status() < 300 && !asked.reads()) {
                did.add(asked.method() + " " + asked.path());
            }
        });
        configure();
    }

    static GitHubProject create(Path directory, GitCommand git) throws IOException {
        Path sample = directory.resolve("sample");
        new SampleRepository(git).create(sample);
        return new GitHubProject(directory, texts(sample));
    }

    private static Map<String, String> texts(Path root) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            List<Path> all = files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(root.resolve(".git")))
                    .sorted()
                    .toList();
            for (Path file : all) {
                texts.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return texts;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void configure() throws IOException {
        Files.writeString(directory.resolve("ops.token"), opsToken + "\n");
        Files.writeString(directory.resolve("coder.token"), coderToken + "\n");
        Files.writeString(directory.resolve("hook.secret"), SECRET + "\n");
        Files.writeString(directory.resolve("colony.yaml"), """
                work_directory: work
                http: {port: %d}
                workers: {count: 2}
                ceilings: {issue: 30}
                # Faults are frequent where they are injected: what a breaker holds is to be tried again while the test
                # looks, and that four attempts in a row meet one is no chance to bet a build on.
                recovery: {cool_down: 5s, transient_retries: 20, longest_delay: 20s}
                github:
                  api_url: %s
                  token_file: ops.token
                  coder_token_file: coder.token
                webhooks: {secret_file: hook.secret}
                """.formatted(port, github.apiUrl()));
    }

    Path work() {
        return directory.resolve("work");
    }

    URI webhooks() {
        return URI.create("http://127.0.0.1:" + port + "/webhooks/github");
    }

    ColonyProcess colony(String... arguments) {
        return ColonyProcess.colony(directory, arguments);
    }

    void register(Duration patience) throws Exception {
        try (ColonyProcess add = colony("repository", "add", SLUG)) {
            assertThat(add.exitCode(patience)).as(add.toString()).isZero();
            assertThat(add.out())
                    .contains("acme/tally of code host 'github' is registered; changes are built on main.");
        }
    }

    /** The program, with webhooks from the first time on. */
    ColonyProcess up(Duration patience) throws Exception {
        ColonyProcess up = colony("up");
        up.awaitErr(line -> line.startsWith("colony: up at "), patience);
        if (!hooked) {
            hooked = true;
            github.addHook(repository, webhooks(), List.of(SECRET));
        }
        return up;
    }

    /** Ends the program, which has told no secret. */
    void end(ColonyProcess up) throws Exception {
        assertThat(up.end()).as(up.toString()).isIn(0, 143);
        assertThat(up.err() + up.out()).doesNotContain(opsToken).doesNotContain(coderToken);
    }

    /** What changed something on the host, whether or not anybody heard the answer. */
    List<String> did(String form) {
        return did.stream().filter(act -> act.matches(form)).toList();
    }

    /** One pull request and one merge for each issue, by the host's own records. */
    void assertDoneOnceEach(int issues) {
        assertThat(did("POST .*/pulls")).hasSize(issues);
        assertThat(did("PUT .*/merge")).hasSize(issues);
        String main = repository.tip("main").orElseThrow();
        assertThat(repository.git().log(main, 1_000))
                .filteredOn(commit -> commit.parents().size() > 1)
                .hasSize(issues);
        assertThat(new GitHubFacts(github.apiUrl(), opsToken).pulls())
                .hasSize(issues)
                .allSatisfy(pull -> assertThat(pull.path("merged_at").isNull()).isFalse());
    }

    Hands by(Account person) {
        return repository.as(person);
    }

    long file(Account person, Recipe recipe, String... labels) {
        return by(person).openIssue(recipe.title(), recipe.body(), labels);
    }

    @Override
    public void close() {
        github.close();
    }
}
