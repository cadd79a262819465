package io.colony.bench.soak;

import io.colony.bench.BenchException;
import io.colony.testkit.github.GitHubSimulator;
import io.colony.testkit.github.SimulatedRepository;
import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Level;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A simulated GitHub with one repository, somebody who files issues there, and a configuration of Colony for it. */
final class SoakHost implements AutoCloseable {
    static final String SLUG = "acme/soak";
    private static final String SECRET = "a secret for webhooks, long enough";

    private final Path directory;
    private final GitHubSimulator github;
    private final SimulatedRepository repository;
    private final Account ann;
    private final int port;

    SoakHost(Path directory, String storeUrl, String storeUser) {
        this.directory = directory;
        github = GitHubSimulator.start(directory.resolve("github"), InstantSource.system());
        github.addOrganization("acme");
        ann = github.addAccount("ann");
        Account ops = github.addAccount("colony-ops");
        Account coder = github.addAccount("colony-coder");
        repository = github.addRepository(
                        SLUG, false, Map.of("NOTES.md", "# Notes\n\n- first\n\nThe end.\n", ".colony/config.yaml", """
                schema_version: 1
                gates: [{name: notes, command: "grep -q '^- first' NOTES.md"}]
                """))
                .permit(ann, Level.WRITE)
                .permit(ops, Level.WRITE)
                .permit(coder, Level.WRITE);
        // More than any hour takes: what is looked for here is not what limits do.
        github.quotas().setLimit(1_000_000);
        port = freePort();
        try {
            Files.writeString(directory.resolve("ops.token"), github.token(ops) + "\n");
            Files.writeString(directory.resolve("coder.token"), github.token(coder) + "\n");
            Files.writeString(directory.resolve("hook.secret"), SECRET + "\n");
            try (InputStream script = SoakHost.class.getResourceAsStream("soak-agent.sh")) {
                Files.copy(script, directory.resolve("soak-agent.sh"), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(directory.resolve("colony.yaml"), configuration(storeUrl, storeUser));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String configuration(String storeUrl, String storeUser) {
        return """
                store: {url: "%s", user: %s}
                work_directory: work
                http: {port: %d}
                ceilings: {issue: 30, repository_day: 5000}
                # What a breaker or a retry holds is to be tried again while somebody looks.
                recovery: {cool_down: 5s}
                agents: {soak: {command: "/bin/sh '%s'", inactivity: 10s}}
                agent: soak
                github: {api_url: %s, token_file: ops.token, coder_token_file: coder.token}
                webhooks: {secret_file: hook.secret}
                # One person files them all, faster than people do.
                intake: {per_author: 0, per_repository: 0}
                """.formatted(storeUrl, storeUser, port, directory.resolve("soak-agent.sh"), github.apiUrl());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new BenchException("There is no free port: " + failure.getMessage(), failure);
        }
    }

    /** Webhooks go to the program on the configuration's port from now on. */
    void hook() {
        github.addHook(repository, URI.create("http://127.0.0.1:" + port + "/webhooks/github"), List.of(SECRET));
    }

    /** Files an issue for Colony. Each says something else: the same twice would be for a person. */
    void file(long serial) {
        repository
                .as(ann)
                .openIssue("Entry " + serial + " of the notes", "Please write down entry " + serial + ".", "colony");
    }

    /** Ends an issue that comes to nothing. */
    void cancel(long number) {
        repository.as(ann).comment(number, "/colony:cancel it came to nothing");
    }

    @Override
    public void close() {
        github.close();
    }
}
