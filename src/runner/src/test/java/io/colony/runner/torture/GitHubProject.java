package io.colony.runner.torture;

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
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final Path directory;
    private final int port;

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
