package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.CommitStatus;
import io.colony.engine.forge.Forge.CommitStatus.CheckState;
import io.colony.engine.forge.Forge.MergeOutcome;
import io.colony.engine.forge.Forge.Permission;
import io.colony.engine.forge.Forge.Protection;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.ForgeContract;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.GitFixture;
import io.colony.engine.forge.PullRequestReview;
import io.colony.engine.forge.PullRequestReview.Verdict;
import io.colony.engine.issue.IssueKey;
import io.colony.testkit.github.fault.FaultPlan;
import io.colony.testkit.github.fault.FaultPlan.Kind;
import io.colony.testkit.github.world.App;
import io.colony.testkit.github.world.Level;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port's contract on GitHub, and what is GitHub's own about repositories, pull requests and merges. */
class GitHubForgeIT extends ForgeContract {
    @TempDir
    private Path directory;

    private GitHubFixture fixture;
    private GitHubForge forge;
    private GitFixture clone;

    @BeforeEach
    void start() {
        fixture = new GitHubFixture(directory);
        forge = fixture.forge();
        clone = GitFixture.cloneOf(fixture.repository.git().directory().toString(), directory.resolve("clone"));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Override
    protected Forge forge() {
        return forge;
    }

    @Override
    protected String slug() {
        return GitHubFixture.SLUG;
    }

    @Override
    protected GitFixture workTree() {
        return clone;
    }

    @Override
    protected String moveBase() {
        return fixture.repository.push(fixture.ann, "main", "by a person", Map.of("moved.txt", "moved"));
    }

    @Test
    void whoOpenedAnIssueAgainIsToldUntilSomebodyClosesIt() {
        long number = fixture.repository.as(fixture.joe).openIssue("one", "");
        IssueKey key = new IssueKey(slug(), number);
        assertThat(forge.reopened(key)).isEmpty();
        fixture.repository.as(fixture.ann).close(number);
        assertThat(forge.reopened(key)).isEmpty();
        fixture.repository.as(fixture.joe).reopen(number);
        fixture.repository.as(fixture.ann).comment(number, "Again?");
        assertThat(forge.reopened(key)).contains(new Forge.Reopening("joe", fixture.clock.instant()));
        fixture.repository.as(fixture.ann).close(number);
        assertThat(forge.reopened(key)).isEmpty();
    }

    @Test
    void whatChangesAfterARenameIsToldUnderTheNewName() {
        Optional<String> cursor = forge.changes(slug(), Optional.empty()).cursor();
        fixture.repository.rename("site");
        fixture.clock.advance(java.time.Duration.ofSeconds(5));
        long number = fixture.repository.as(fixture.ann).openIssue("one", "");

        assertThat(forge.changes(slug(), cursor).items())
                .extracting(item -> item.key())
                .contains(new IssueKey("acme/site", number));
    }

    @Test
    void aRenamedRepositoryAnswersItsNewNameAndStaysTheSame() {
        Forge.RepositoryInfo before = forge.repository(slug());
        long number = fixture.repository.as(fixture.ann).openIssue("one", "");
        fixture.repository.rename("site");

        Forge.RepositoryInfo after = forge.repository(slug());

        assertThat(after.slug()).isEqualTo("acme/site");
        assertThat(after.hostId()).isEqualTo(before.hostId()).isPresent();
        assertThat(after.cloneUrl()).isEqualTo(fixture.github.gitUrl("acme/site"));
        forge.closeIssue(new IssueKey(slug(), number));
        assertThat(forge.openIssues("acme/site")).isEmpty();
    }

    @Test
    void theCoderOpensAndOpsMerges() {
        String head = pushed();
        PullRequest opened = open();

        assertThat(opened.author()).isEqualTo("colony-coder");
        assertThat(merge(opened, head)).isInstanceOf(MergeOutcome.Merged.class);
        assertThat(forge.isOwn("colony-coder")).isTrue();
        assertThat(forge.isOwn("Colony-Ops")).isTrue();
        assertThat(forge.isOwn("ann")).isFalse();
    }

    @Test
    void aConflictMovesTheBase() {
        String head = pushed();
        PullRequest opened = open();
        String moved = fixture.repository.push(fixture.ann, "main", "the same file", Map.of("a.txt", "other"));

        assertThat(merge(opened, head)).isEqualTo(new MergeOutcome.BaseMoved(moved));
    }

    @Test
    void saysWhatTheHostsRulesMiss() {
        fixture.repository.protect(
                "main",
                io.colony.testkit.github.world.Protection.requiring("colony/checks")
                        .withApprovals(1));
        String head = pushed();
        PullRequest opened = open();

        assertThat(merge(opened, head))
                .isInstanceOfSatisfying(
                        MergeOutcome.Blocked.class,
                        blocked -> assertThat(blocked.reason()).startsWith("GitHub says: "));

        forge.setStatus(slug(), new CommitStatus(head, "colony/checks", CheckState.SUCCESS, "ok"));
        fixture.repository.as(fixture.ann).approve(opened.number());
        assertThat(merge(opened, head)).isInstanceOf(MergeOutcome.Merged.class);
    }

    @Test
    void aMergeThatWasRefusedForAnotherPushIsLookedAtAgain() {
        String head = pushed();
        PullRequest opened = open();
        fixture.github.follow(FaultPlan.seeded(1).with(Kind.MERGE_CONFLICT, 1));

        assertThat(merge(opened, head))
                .isEqualTo(new MergeOutcome.BaseMoved(forge.tip(slug(), "main").orElseThrow()));
    }

    @Test
    void whatAPersonMergedIsMerged() {
        String head = pushed();
        PullRequest opened = open();
        assertThat(fixture.repository.as(fixture.ann).merge(opened.number())).isNotEmpty();

        assertThat(merge(opened, head))
                .isEqualTo(new MergeOutcome.Merged(forge.tip(slug(), "main").orElseThrow(), true));
    }

    @Test
    void aPullRequestThatSaysSoAlreadyIsLeftAlone() {
        pushed();
        PullRequest opened = open();
        fixture.github.requests().reset();

        forge.describePullRequest(slug(), opened.number(), "Change", "Body");
        assertThat(fixture.github.requests().of("PATCH /repos/{owner}/{repo}/pulls/{pull_number}"))
                .isZero();

        forge.describePullRequest(slug(), opened.number(), "Other", "More");
        forge.describePullRequest(slug(), opened.number(), "Other", "More");
        assertThat(fixture.github.requests().of("PATCH /repos/{owner}/{repo}/pulls/{pull_number}"))
                .isEqualTo(1);
        assertThat(forge.pullRequest(slug(), opened.number()).title()).isEqualTo("Other");
    }

    @Test
    void readsReviewsAndWhoWroteThem() {
        String head = pushed();
        PullRequest opened = open();
        fixture.repository.as(fixture.ann).requestChanges(opened.number(), "please");
        fixture.repository.as(fixture.ann).approve(opened.number());

        assertThat(forge.reviews(slug(), opened.number()))
                .extracting(
                        PullRequestReview::author,
                        PullRequestReview::person,
                        PullRequestReview::verdict,
                        PullRequestReview::sha,
                        review -> forge.reviewBody(slug(), opened.number(), review.id()))
                .containsExactly(
                        tuple("ann", true, Verdict.CHANGES_REQUESTED, head, "please"),
                        tuple("ann", true, Verdict.APPROVED, head, ""));
    }

    @Test
    void readsWhatAReviewSaysAtLinesAndNotWhatOthersSay() {
        pushed();
        PullRequest opened = open();
        fixture.repository.as(fixture.ann).commentLine(opened.number(), "a.txt", 3, "louder");
        fixture.repository.as(fixture.ann).commentLine(opened.number(), "b.txt", 1, "softer");
        List<PullRequestReview> reviews = forge.reviews(slug(), opened.number());

        assertThat(reviews).hasSize(2);
        assertThat(forge.lineComments(
                        slug(), opened.number(), reviews.getFirst().id()))
                .containsExactly(new PullRequestReview.LineComment("a.txt", OptionalInt.of(3), "louder"));
    }

    @Test
    void takesStatusesAndCheckRunsForOne() throws Exception {
        String sha = pushed();
        App ci = fixture.github.addApp(
                fixture.ann,
                "ci",
                KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic(),
                Map.of("checks", "write"));
        fixture.repository.as(fixture.ann).setStatus(sha, "lint", "failure");
        long build = fixture.repository.as(fixture.ann).startCheck(ci, sha, "build");
        assertThat(states(sha)).containsEntry("build", CheckState.PENDING).containsEntry("lint", CheckState.FAILURE);

        fixture.repository.as(fixture.ann).finishCheck(build, "neutral");
        long slow = fixture.repository.as(fixture.ann).startCheck(ci, sha, "slow");
        fixture.repository.as(fixture.ann).finishCheck(slow, "cancelled");

        assertThat(states(sha))
                .containsEntry("build", CheckState.SUCCESS)
                .containsEntry("slow", CheckState.ERROR)
                .containsEntry("lint", CheckState.FAILURE);
    }

    private Map<String, CheckState> states(String sha) {
        return forge.statuses(slug(), sha).stream()
                .collect(Collectors.toMap(CommitStatus::context, CommitStatus::state));
    }

    @Test
    void cutsADescriptionThatGitHubWouldRefuse() {
        String sha = pushed();

        forge.setStatus(slug(), new CommitStatus(sha, "colony/review", CheckState.SUCCESS, "x".repeat(200)));

        assertThat(forge.statuses(slug(), sha).getFirst().description())
                .hasSize(140)
                .endsWith("…");
    }

    @Test
    void knowsWhoMayDoWhat() {
        fixture.repository.permit(fixture.joe, Level.MAINTAIN);

        assertThat(forge.permission(slug(), "ann")).isEqualTo(Permission.WRITE);
        assertThat(forge.permission(slug(), "joe")).isEqualTo(Permission.WRITE);
        fixture.repository.permit(fixture.joe, Level.TRIAGE);
        assertThat(forge.permission(slug(), "joe")).isEqualTo(Permission.READ);
        fixture.repository.permit(fixture.joe, Level.ADMIN);
        assertThat(forge.permission(slug(), "joe")).isEqualTo(Permission.ADMIN);
        assertThat(forge.permission(slug(), "nobody-of-that-name")).isEqualTo(Permission.NONE);
    }

    @Test
    void concludesNothingFromAProtectionThatItMayNotSee() {
        assertThat(forge.protection(slug(), "main"))
                .isInstanceOfSatisfying(
                        Protection.Unknown.class,
                        unknown -> assertThat(unknown.reason()).contains("docs/github.md"));
    }

    @Test
    void seesRequiredChecksAndWhetherTheyHoldForItself() {
        fixture.repository.permit(fixture.ops, Level.ADMIN);
        assertThat(forge.protection(slug(), "main")).isEqualTo(new Protection.Known(List.of(), false));

        fixture.repository.protect("main", io.colony.testkit.github.world.Protection.requiring("z/last", "a/first"));
        assertThat(forge.protection(slug(), "main"))
                .isEqualTo(new Protection.Known(List.of("a/first", "z/last"), false));

        fixture.repository.protect(
                "main",
                io.colony.testkit.github.world.Protection.requiring("z/last").exceptAdministrators());
        assertThat(forge.protection(slug(), "main")).isEqualTo(new Protection.Known(List.of("z/last"), true));

        fixture.repository.unprotect("main");
        fixture.repository.rule(
                "ours", List.of("~DEFAULT_BRANCH"), List.of("rule/check"), 0, List.of(fixture.ops.id()));
        assertThat(forge.protection(slug(), "main")).isEqualTo(new Protection.Known(List.of("rule/check"), true));
    }

    @Test
    void findsBranchesByTheirBeginning() {
        pushed();
        fixture.repository.push(fixture.ann, "colony/2-x", "other", Map.of("b.txt", "b"));
        fixture.repository.push(fixture.ann, "colonial", "other", Map.of("b.txt", "b"));

        assertThat(forge.branches(slug(), "colony/")).containsExactly("colony/1-ab12cd", "colony/2-x");
        assertThat(forge.tip(slug(), "not a branch")).isEmpty();
    }

    @Test
    void pushesToNoBranchWithABadName() {
        assertThat(forge.push(slug(), clone.gitDirectory(), "a..b", Optional.empty(), change("a.txt")))
                .isInstanceOf(Forge.PushOutcome.Rejected.class);
    }

    @Test
    void saysThatTheCoderMayNotPush() {
        fixture.repository.permit(fixture.coder, Level.READ);
        String sha = change("a.txt");

        assertThatThrownBy(() -> push(Optional.empty(), sha))
                .isInstanceOfSatisfying(
                        ForgeException.class,
                        failure -> assertThat(failure.worthRetrying()).isFalse())
                .hasMessageContaining("Contents: write");
    }

    @Test
    void whatSomebodyElseOpenedFromOurBranchIsNotTakenForOurs() {
        pushed();
        fixture.repository.push(fixture.ann, "deploy", "Begin", Map.of("deploy.txt", "one"));
        fixture.repository.as(fixture.ann).openPull("Mine", "", BRANCH, "deploy");
        assertThat(forge.findPullRequest(slug(), BRANCH)).isEmpty();

        PullRequest opened = open();
        fixture.repository.push(fixture.ann, "release", "Begin", Map.of("release.txt", "one"));
        fixture.repository.as(fixture.ann).openPull("Mine again", "", BRANCH, "release");

        assertThat(forge.findPullRequest(slug(), BRANCH)).contains(opened);
    }
}
