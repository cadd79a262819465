package io.colony.engine.forge.github;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.TestCommands;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.RemoteAccess;
import io.colony.engine.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** GitHub on a wire that a test cuts: the host does what it was asked, and its answer does not arrive. */
public final class CutGitHub {
    private final Map<Act, Runnable> cuts = new ConcurrentHashMap<>();
    private final HttpTransport http = new HttpTransport();
    private final TestCommands commands = new TestCommands();
    private final GitHubSettings settings;
    private final GitHubCredentials credentials;
    private final InstantSource clock;
    private final GitHubForge forge;

    /** What changes something that counts. */
    public enum Act {
        PUSH,
        OPEN_PULL_REQUEST,
        MERGE
    }

    public CutGitHub(GitHubSettings settings, GitHubCredentials credentials, InstantSource clock, Path home) {
        this.settings = settings;
        this.credentials = credentials;
        this.clock = clock;
        Wire.Parts parts =
                new Wire.Parts(ApiUrl.of(settings.apiUrl()), this::send, new EtagCache(1_000, 8L << 20), pause -> {});
        this.forge = GitHubForge.create(settings, credentials, git(home), clock, parts);
    }

    public Forge forge() {
        return forge;
    }

    /** What git fetches with. */
    public RemoteAccess reading() {
        return GitHubForge.readAccess(settings, credentials, clock);
    }

    /**
     * Once, after the host has done this and before anybody hears of it.
     *
     * @param cut throws; an {@link UncheckedIOException} is a connection that ends
     */
    public void after(Act act, Runnable cut) {
        cuts.put(act, cut);
    }

    private GitCommand git(Path home) {
        try {
            return new GitCommand(
                    commands(), Files.createDirectories(home), Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Answer send(Call call, Map<String, String> headers) throws IOException {
        Answer answer = http.send(call, headers);
        try {
            act(call).ifPresent(this::strike);
        } catch (UncheckedIOException cut) {
            throw cut.getCause();
        }
        return answer;
    }

    private static Optional<Act> act(Call call) {
        String path = call.uri().getPath();
        return call.method().equals("PUT") && path.endsWith("/merge")
                ? Optional.of(Act.MERGE)
                : call.method().equals("POST") && path.endsWith("/pulls")
                        ? Optional.of(Act.OPEN_PULL_REQUEST)
                        : Optional.empty();
    }

    private CommandRunner commands() {
        return new CommandRunner() {
            @Override
            public CommandOutput run(
                    List<String> command,
                    Path directory,
                    Map<String, String> environment,
                    String input,
                    Duration timeout) {
                CommandOutput output = commands.run(command, directory, environment, input, timeout);
                try {
                    if (command.contains("push")) {
                        strike(Act.PUSH);
                    }
                    return output;
                } catch (UncheckedIOException cut) {
                    return new CommandOutput(128, "", "fatal: the remote end hung up unexpectedly", false);
                }
            }
        };
    }

    private void strike(Act act) {
        Optional.ofNullable(cuts.remove(act)).ifPresent(Runnable::run);
    }
}
