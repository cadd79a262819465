package io.colony.engine.stage;

import io.colony.engine.forge.github.CutGitHub;
import io.colony.engine.forge.github.GitHubCredentials;
import io.colony.engine.forge.github.GitHubCredentials.Token;
import io.colony.engine.forge.github.GitHubSettings;
import io.colony.engine.secret.Secret;
import io.colony.testkit.SettableClock;
import io.colony.testkit.github.GitHubSimulator;
import io.colony.testkit.github.Hands;
import io.colony.testkit.github.SimulatedRepository;
import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A simulated GitHub with the repository of a {@link StageFixture}: {@code ann} may write there, {@code joe} may read, and
 * Colony has two accounts.
 */
final class GitHubSide implements AutoCloseable {
    final SettableClock clock = new SettableClock();
    final GitHubSimulator github;
    final SimulatedRepository repository;
    final Account ann;
    final Account joe;
    final Account ops;
    final Account coder;
    final CutGitHub cut;
    private final Token opsToken;
    private final Token coderToken;
    private final List<String> did = new CopyOnWriteArrayList<>();

    GitHubSide(Path directory) {
        this(directory, false);
    }

    GitHubSide(Path directory, boolean isPrivate) {
        github = GitHubSimulator.start(directory.resolve("github"), clock);
        github.addOrganization("acme");
        ann = github.addAccount("ann");
        joe = github.addAccount("joe");
        ops = github.addAccount("colony-ops");
        coder = github.addAccount("colony-coder");
        repository = github.addRepository(
                        StageFixture.SLUG,
                        isPrivate,
                        Map.of(
                                ".colony/config.yaml",
                                StageFixture.CONFIG,
                                "check.sh",
                                StageFixture.CHECK,
                                "list.txt",
                                "one\ntwo\nthree\n"))
                .permit(ann, Level.WRITE)
                .permit(joe, Level.READ)
                .permit(ops, Level.WRITE)
                .permit(coder, Level.WRITE);
        github.observe((asked, answer) -> {
            if (answer.status() < 300 && !asked.reads()) {
                did.add(asked.method() + " " + asked.path());
            }
        });
        opsToken = token(ops);
        coderToken = token(coder);
        cut = new CutGitHub(
                new GitHubSettings(github.apiUrl(), GitHubSettings.MergeMethod.MERGE, 10),
                new GitHubCredentials(opsToken, coderToken),
                clock,
                directory.resolve("pushing"));
    }

    private Token token(Account account) {
        return new Token(Secret.of(github.token(account)));
    }

    StageFixture.Outside outside() {
        return new StageFixture.Outside(
                clock, cut.forge(), cut.reading(), repository.git().directory());
    }

    String opsToken() {
        return opsToken.token().reveal();
    }

    String coderToken() {
        return coderToken.token().reveal();
    }

    Hands ann() {
        return repository.as(ann);
    }

    /** Requests that changed something and were answered so, whether or not anybody heard the answer. */
    List<String> did(String form) {
        return did.stream().filter(act -> act.matches(form)).toList();
    }

    @Override
    public void close() {
        github.close();
    }
}
