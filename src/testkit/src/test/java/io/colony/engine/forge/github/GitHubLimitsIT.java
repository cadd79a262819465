package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.GitFixture;
import io.colony.engine.forge.TestCommands;
import io.colony.engine.git.LocalTrustedClones;
import io.colony.engine.git.RemoteAccess;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.process.CommandRunner;
import io.colony.testkit.github.SimulatedRepository;
import io.colony.testkit.github.fault.FaultPlan;
import io.colony.testkit.github.fault.FaultPlan.Kind;
import io.colony.testkit.github.world.App;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits, tokens that end, and where a token may be. */
class GitHubLimitsIT {
    private static final String SLUG = GitHubFixture.SLUG;
    private static final String TOKENS = "POST /app/installations/{installation_id}/access_tokens";

    @TempDir
    private Path directory;

    private GitHubFixture fixture;

    @BeforeEach
    void start() {
        fixture = new GitHubFixture(directory);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void readingEndsAtTheReserveAndWritingGoesOn() {
        Forge forge = fixture.forge();
        IssueKey key = new IssueKey(SLUG, fixture.repository.as(fixture.ann).openIssue("one", ""));
        forge.repository(SLUG);
        fixture.github.quotas().setLimit(100);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        forge.permission(SLUG, "person-" + i);
                    }
                })
                .isInstanceOfSatisfying(
                        ForgeException.class,
                        held -> assertThat(held.retryAfter()).contains(Duration.ofHours(1)))
                .hasMessageContaining("10 of 100 requests are left");
        forge.setStateLabel(key, "colony:", "colony:new");
        fixture.clock.advance(Duration.ofHours(1));
        assertThat(forge.issue(key).labels()).containsExactly("colony:new");
    }

    @Test
    void theSecondaryLimitHoldsAllForAsLongAsGitHubAsks() {
        Forge forge = fixture.forge();
        fixture.github.follow(FaultPlan.seeded(1).with(Kind.SECONDARY_LIMIT, 1));
        assertThatThrownBy(() -> forge.openIssues(SLUG))
                .isInstanceOfSatisfying(
                        ForgeException.class,
                        failure -> assertThat(failure.retryAfter()).contains(Duration.ofMinutes(1)));
        fixture.github.follow(FaultPlan.NONE);

        assertThatThrownBy(() -> forge.openIssues(SLUG)).isInstanceOf(ForgeException.class);
        fixture.clock.advance(Duration.ofMinutes(1));
        assertThat(forge.openIssues(SLUG)).isEmpty();
    }

    @Test
    void aTokenThatWasTakenAwaySaysWhatToDo() {
        Forge forge = fixture.forge();
        fixture.github.revoke(fixture.opsToken.token().reveal());

        assertThatThrownBy(() -> forge.openIssues(SLUG))
                .isInstanceOfSatisfying(
                        ForgeException.class,
                        failure -> assertThat(failure.worthRetrying()).isFalse())
                .hasMessageContaining("make a new one")
                .hasMessageNotContaining(fixture.opsToken.token().reveal());
    }

    @Test
    void anAppGetsATokenForAnHourAndANewOneBeforeItEnds() throws Exception {
        GitHubForge forge = asApp(fixture.repository);

        forge.openIssues(SLUG);
        fixture.clock.advance(Duration.ofMinutes(54));
        forge.openIssues(SLUG);
        assertThat(fixture.github.requests().of(TOKENS)).isEqualTo(1);
        fixture.clock.advance(Duration.ofMinutes(1));
        forge.openIssues(SLUG);
        assertThat(fixture.github.requests().of(TOKENS)).isEqualTo(2);
        fixture.clock.advance(Duration.ofHours(3));
        forge.openIssues(SLUG);
        assertThat(forge.isOwn("colony[bot]")).isTrue();
        assertThat(forge.createIssue(SLUG, "ours", "", "", List.of()).author()).isEqualTo("colony[bot]");
    }

    @Test
    void anAppPushesAndItsCommentsAreNoPersons() throws Exception {
        GitHubForge forge = asApp(fixture.repository);
        GitFixture clone =
                GitFixture.cloneOf(fixture.repository.git().directory().toString(), directory.resolve("clone"));
        String sha = clone.commitOn("origin/main", "a.txt", "a");
        IssueKey key = new IssueKey(SLUG, fixture.repository.as(fixture.ann).openIssue("one", ""));

        assertThat(forge.push(SLUG, clone.gitDirectory(), "colony/1-x", Optional.empty(), sha))
                .isEqualTo(new Forge.PushOutcome.Pushed(false));
        forge.putComment(key, "m", "from an app");

        assertThat(forge.comments(key).findFirst().orElseThrow().person()).isFalse();
        assertThat(forge.comments(key).findFirst().orElseThrow().marker()).contains("m");
    }

    @Test
    void aThreadWhosePagesAreLongerThanAnAnswerMayBeIsReadInSmallerOnes() {
        GitHubForge forge = fixture.forge();
        IssueKey key = new IssueKey(SLUG, fixture.repository.as(fixture.ann).openIssue("one", ""));
        String longest = "漢".repeat(60_000);
        List<Long> written = Stream.generate(
                        () -> fixture.repository.as(fixture.joe).comment(key.number(), longest))
                .limit(130)
                .toList();

        assertThat(forge.comments(key).map(Forge.ForgeComment::id)).isEqualTo(written);
        assertThat(forge.newestComment(key)).isEqualTo(written.getLast());
        assertThat(fixture.github.requests().of("GET /repos/{owner}/{repo}/issues/{issue_number}/comments"))
                .isLessThan(12);
    }

    @Test
    void saysWhichPermissionTheAppLacks() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        App app = fixture.github.addApp(
                fixture.ann, "colony", keys.getPublic(), Map.of("metadata", "read", "issues", "read"));
        fixture.github.install(app, fixture.repository.owner(), fixture.repository);
        GitHubForge forge = fixture.forge(GitHubCredentials.one(GitHubFixture.app(app.id(), keys)), new TestCommands());

        assertThatThrownBy(() -> forge.createIssue(SLUG, "one", "", "", List.of()))
                .isInstanceOfSatisfying(
                        ForgeException.class,
                        failure -> assertThat(failure.worthRetrying()).isFalse())
                .hasMessageContaining("403")
                .hasMessageContaining("docs/github.md");
    }

    private GitHubForge asApp(SimulatedRepository... repositories) throws NoSuchAlgorithmException {
        KeyPair keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        App app = fixture.github.addApp(
                fixture.ann,
                "colony",
                keys.getPublic(),
                Map.of("metadata", "read", "contents", "write", "issues", "write", "pull_requests", "write"));
        fixture.github.install(app, fixture.repository.owner(), repositories);
        return fixture.forge(GitHubCredentials.one(GitHubFixture.app(app.id(), keys)), new TestCommands());
    }

    private record Ran(List<String> command, Map<String, String> environment, String said) {}

    @Test
    void theTokenIsInNoArgumentOfGitOrItsChildrenAndInNoFile() throws IOException {
        List<Ran> all = new ArrayList<>();
        CommandRunner traced = (command, where, environment, input, timeout) -> {
            Map<String, String> more = new HashMap<>(environment);
            more.put("GIT_TRACE", "1");
            CommandRunner.CommandOutput output = new TestCommands().run(command, where, more, input, timeout);
            all.add(new Ran(command, environment, output.stdout() + output.stderr()));
            return output;
        };
        GitHubForge forge = fixture.forge(new GitHubCredentials(fixture.opsToken, fixture.coderToken), traced);
        GitFixture clone =
                GitFixture.cloneOf(fixture.repository.git().directory().toString(), directory.resolve("clone"));
        String sha = clone.commitOn("origin/main", "a.txt", "a");

        assertThat(forge.push(SLUG, clone.gitDirectory(), "colony/1-x", Optional.empty(), sha))
                .isEqualTo(new Forge.PushOutcome.Pushed(false));

        String token = fixture.coderToken.token().reveal();
        String basic = Base64.getEncoder().encodeToString(("x-access-token:" + token).getBytes(StandardCharsets.UTF_8));
        assertThat(all).hasSize(1);
        assertThat(all.getFirst().environment().values()).contains("Authorization: Basic " + basic);
        assertThat(all.getFirst().said())
                .contains("remote-http")
                .doesNotContain(token)
                .doesNotContain(basic);
        assertThat(all.getFirst().command())
                .contains("--force-with-lease=refs/heads/colony/1-x:")
                .allSatisfy(word -> assertThat(word).doesNotContain(token).doesNotContain(basic));
        assertNoFileHolds(clone.directory(), token, basic);
    }

    @Test
    void trustedClonesOfAPrivateRepositoryAreFetchedAndHoldNoToken() throws IOException {
        SimulatedRepository hidden = fixture.github.addRepository("acme/hidden", true, Map.of("a.txt", "secret plans"));
        hidden.permit(fixture.ops, io.colony.testkit.github.world.Level.READ);
        RemoteAccess access = GitHubForge.readAccess(
                fixture.settings(), new GitHubCredentials(fixture.opsToken, fixture.coderToken), fixture.clock);
        LocalTrustedClones clones =
                new LocalTrustedClones(directory.resolve("root"), fixture.git(new TestCommands(), access));

        Optional<String> tip =
                clones.with("acme/hidden", fixture.github.gitUrl("acme/hidden"), clone -> clone.tip("main"));

        assertThat(tip).isEqualTo(hidden.tip("main")).isPresent();
        assertNoFileHolds(directory.resolve("root"), fixture.opsToken.token().reveal(), "extraHeader");
    }

    private static void assertNoFileHolds(Path root, String... secrets) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secrets);
            }
        }
    }
}
