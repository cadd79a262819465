package io.colony.engine.forge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.CommitStatus;
import io.colony.engine.forge.Forge.CommitStatus.CheckState;
import io.colony.engine.forge.Forge.MergeOutcome;
import io.colony.engine.forge.Forge.Permission;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.Forge.PullRequest.State;
import io.colony.engine.forge.ForgeContract;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.GitFixture;
import io.colony.engine.forge.TestCommands;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.process.CommandRunner;
import io.colony.testkit.SettableClock;
import io.colony.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalForgeIT extends ForgeContract {
    private static final String SLUG = "acme/app";

    private final TestDatabase test = TestDatabase.create();

    @TempDir
    private Path directory;

    private LocalForge forge;
    private GitFixture clone;

    @BeforeEach
    void importRepository() {
        GitFixture source = GitFixture.init(directory.resolve("source"), "main");
        source.commit("README", "hello");
        forge = open(new TestCommands());
        forge.importRepository(SLUG, source.directory());
        clone = GitFixture.cloneOf(forge.cloneUrl(SLUG), directory.resolve("clone"));
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Override
    protected Forge forge() {
        return forge;
    }

    @Override
    protected String slug() {
        return SLUG;
    }

    @Override
    protected GitFixture workTree() {
        return clone;
    }

    @Override
    protected String moveBase() {
        GitFixture person = GitFixture.cloneOf(forge.cloneUrl(SLUG), directory.resolve("person"));
        String sha = person.commit("moved.txt", "by a person");
        person.git("push", "--quiet", "origin", "HEAD:main");
        return sha;
    }

    @Test
    void mergesOnlyWhenRequiredChecksAreSuccessful() {
        forge.requireChecks(SLUG, List.of("colony/checks", "colony/review"));
        String head = pushed();
        PullRequest opened = open();
        forge.setStatus(SLUG, new CommitStatus(head, "colony/checks", CheckState.SUCCESS, ""));

        assertThat(merge(opened, head))
                .isInstanceOfSatisfying(
                        MergeOutcome.Blocked.class,
                        blocked -> assertThat(blocked.reason()).contains("'colony/review' is missing"));

        forge.setStatus(SLUG, new CommitStatus(head, "colony/review", CheckState.PENDING, ""));
        assertThat(merge(opened, head))
                .isInstanceOfSatisfying(
                        MergeOutcome.Blocked.class,
                        blocked -> assertThat(blocked.reason()).contains("'colony/review' is pending"));

        forge.setStatus(SLUG, new CommitStatus(head, "colony/review", CheckState.SUCCESS, ""));
        assertThat(merge(opened, head)).isInstanceOf(MergeOutcome.Merged.class);
    }

    @Test
    void findsAMergeThatWasCutOffBetweenGitAndTheStore() {
        String head = pushed();
        PullRequest opened = open();
        assertThatThrownBy(() -> dyingAfter("update-ref").merge(SLUG, opened.number(), head, "Merge it"))
                .hasMessage("killed");
        String tip = forge.tip(SLUG, "main").orElseThrow();

        assertThat(merge(opened, head)).isEqualTo(new MergeOutcome.Merged(tip, true));
        assertThat(forge.tip(SLUG, "main")).contains(tip);
    }

    @Test
    void findsACutOffMergeByReadingEvenWhenBothBranchesMovedOn() {
        String head = pushed();
        PullRequest opened = open();
        assertThatThrownBy(() -> dyingAfter("update-ref").merge(SLUG, opened.number(), head, "Merge it"))
                .hasMessage("killed");
        String tip = forge.tip(SLUG, "main").orElseThrow();
        moveBase();

        PullRequest read = forge.pullRequest(SLUG, opened.number());

        assertThat(read.state()).isEqualTo(State.MERGED);
        assertThat(read.mergeSha()).contains(tip);
    }

    @Test
    void aCutOffMergeIsNotHiddenByALaterPushToTheHead() {
        String head = pushed();
        PullRequest opened = open();
        assertThatThrownBy(() -> dyingAfter("update-ref").merge(SLUG, opened.number(), head, "Merge it"))
                .hasMessage("killed");
        String tip = forge.tip(SLUG, "main").orElseThrow();
        push(Optional.of(head), clone.commitOn(head, "later.txt", "later"));

        assertThat(merge(opened, head)).isEqualTo(new MergeOutcome.Merged(tip, true));
    }

    @Test
    void seesThatAPersonMergedWithGit() {
        String head = pushed();
        PullRequest opened = open();
        clone.git("push", "--quiet", "origin", head + ":refs/heads/main");

        PullRequest read = forge.pullRequest(SLUG, opened.number());

        assertThat(read.state()).isEqualTo(State.MERGED);
        assertThat(read.mergeSha()).contains(head);
    }

    @Test
    void eightMergersMakeOneMerge() throws Exception {
        String head = pushed();
        PullRequest opened = open();
        String base = forge.tip(SLUG, "main").orElseThrow();

        List<MergeOutcome> outcomes = race(8, () -> merge(opened, head));

        String tip = forge.tip(SLUG, "main").orElseThrow();
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                MergeOutcome.Merged.class,
                                merged -> assertThat(merged.sha()).isEqualTo(tip)));
        clone.git("fetch", "--quiet");
        assertThat(clone.git("rev-list", "--first-parent", "--count", base + ".." + tip))
                .isEqualTo("1");
    }

    @Test
    void eightOpenersMakeOnePullRequest() throws Exception {
        pushed();

        Set<PullRequest> opened = new HashSet<>(race(8, this::open));

        assertThat(opened).hasSize(1);
    }

    @Test
    void runsNoHookOfTheBareRepository() throws IOException {
        Path hook = Files.createDirectories(directory.resolve("forge/acme/app.git/hooks"))
                .resolve("pre-receive");
        Files.writeString(hook, "#!/bin/sh\nexit 1\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        Path sending =
                Files.createDirectories(clone.gitDirectory().resolve("hooks")).resolve("pre-push");
        Files.writeString(sending, "#!/bin/sh\nexit 1\n");
        assertThat(sending.toFile().setExecutable(true)).isTrue();

        pushed();
    }

    @Test
    void givesPeopleEverythingAndItsOwnIdentitiesReadingOnly() {
        assertThat(forge.permission(SLUG, "ann")).isEqualTo(Permission.ADMIN);
        assertThat(forge.permission(SLUG, LocalForge.IDENTITY)).isEqualTo(Permission.READ);
        assertThat(forge.permission(SLUG, "colony-builder")).isEqualTo(Permission.READ);
    }

    @Test
    void commentsOnWhatExistsOnly() {
        pushed();
        PullRequest opened = open();
        IssueKey pullRequest = new IssueKey(SLUG, opened.number());
        forge.putComment(pullRequest, "m", "from us");
        forge.addComment(pullRequest, "ann", "from a person");

        assertThat(forge.comments(pullRequest))
                .extracting(comment -> comment.author() + " " + comment.marker())
                .containsExactly("colony Optional[m]", "ann Optional.empty");
        assertThatThrownBy(() -> forge.putComment(new IssueKey(SLUG, 99), "m", "x"))
                .isInstanceOf(ForgeException.class)
                .hasMessageContaining("acme/app#99");
    }

    @Test
    void refusesALabelThatItCouldNeverTakeAway() {
        IssueKey key = forge.createIssue(SLUG, "one", "", "ann", List.of()).key();

        assertThatThrownBy(() -> forge.setStateLabel(key, "colony:", "done"))
                .isInstanceOf(ForgeException.class)
                .hasMessageContaining("'colony:'");
    }

    private LocalForge open(CommandRunner commands) {
        return LocalForge.create(test.database(), directory.resolve("forge"), commands, new SettableClock());
    }

    /** A program that is killed right after it ran this git command. */
    private LocalForge dyingAfter(String gitCommand) {
        TestCommands commands = new TestCommands();
        return open((command, in, environment, input, timeout) -> {
            CommandRunner.CommandOutput output = commands.run(command, in, environment, input, timeout);
            if (command.contains(gitCommand)) {
                throw new IllegalStateException("killed");
            }
            return output;
        });
    }

    private static <T> List<T> race(int threads, Callable<T> act) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(pool.submit(act));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get(2, TimeUnit.MINUTES));
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
