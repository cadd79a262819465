package io.colony.engine.forge.github;

import io.colony.engine.forge.TestCommands;
import io.colony.engine.forge.github.GitHubCredentials.App;
import io.colony.engine.forge.github.GitHubCredentials.Login;
import io.colony.engine.forge.github.GitHubCredentials.Token;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.RemoteAccess;
import io.colony.engine.process.CommandRunner;
import io.colony.engine.secret.Secret;
import io.colony.testkit.SettableClock;
import io.colony.testkit.github.GitHubSimulator;
import io.colony.testkit.github.SimulatedRepository;
import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;

/** A simulated GitHub with one repository, two accounts of ours, and two people: ann may write, joe may read. */
final class GitHubFixture implements AutoCloseable {
    static final String SLUG = "acme/app";

    final SettableClock clock = new SettableClock();
    final GitHubSimulator github;
    final SimulatedRepository repository;
    final Account ann;
    final Account joe;
    final Account ops;
    final Account coder;
    final Token opsToken;
    final Token coderToken;
    private final Path directory;

    GitHubFixture(Path directory) {
        this.directory = directory;
        this.github = GitHubSimulator.start(directory.resolve("github"), clock);
        github.addOrganization("acme");
        ann = github.addAccount("ann");
        joe = github.addAccount("joe");
        ops = github.addAccount("colony-ops");
        coder = github.addAccount("colony-coder");
        repository = github.addRepository(SLUG)
                .permit(ann, Level.WRITE)
                .permit(joe, Level.READ)
                .permit(ops, Level.WRITE)
                .permit(coder, Level.WRITE);
        opsToken = new Token(Secret.of(github.token(ops)));
        coderToken = new Token(Secret.of(github.token(coder)));
    }

    /** As two accounts. */
    GitHubForge forge() {
        return forge(new GitHubCredentials(opsToken, coderToken), new TestCommands());
    }

    GitHubForge forge(GitHubCredentials credentials, CommandRunner commands) {
        return GitHubForge.create(settings(), credentials, git(commands, RemoteAccess.NONE), clock);
    }

    GitHubSettings settings() {
        return new GitHubSettings(github.apiUrl(), GitHubSettings.MergeMethod.MERGE, 10);
    }

    GitCommand git(CommandRunner commands, RemoteAccess access) {
        try {
            Path home = Files.createDirectories(directory.resolve("home"));
            return new GitCommand(commands, home, Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"), access);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Login app(long id, KeyPair keys) {
        String base64 = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
        String pem = "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
        return new App(id, Secret.of(pem), OptionalLong.empty());
    }

    @Override
    public void close() {
        github.close();
    }
}
