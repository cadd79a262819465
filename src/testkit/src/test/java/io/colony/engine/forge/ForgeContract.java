package io.colony.engine.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.forge.Forge.CommitStatus;
import io.colony.engine.forge.Forge.CommitStatus.CheckState;
import io.colony.engine.forge.Forge.ForgeComment;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.Forge.MergeOutcome;
import io.colony.engine.forge.Forge.NewPullRequest;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.Forge.PullRequest.State;
import io.colony.engine.forge.Forge.PushOutcome;
import io.colony.engine.issue.IssueKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every code host's adapter owes the engine. An adapter's test fills in the four methods. Who issues and pull
 * requests are from is the host's: where it lets nobody choose, the names given here are not looked at again.
 */
public abstract class ForgeContract {
    protected static final String BRANCH = "colony/1-ab12cd";

    /** The adapter under test. */
    protected abstract Forge forge();

    /** A repository on it whose default branch has at least one commit. */
    protected abstract String slug();

    /** A clone of that repository, with a work tree; each call answers the same one. */
    protected abstract GitFixture workTree();

    /** Has a person commit straight to the default branch; answers the commit. */
    protected abstract String moveBase();

    @Test
    void knowsItsRepository() {
        assertThat(forge().repository(slug()).defaultBranch()).isEqualTo("main");
        assertThat(forge().repository(slug()).cloneUrl()).isEqualTo(forge().cloneUrl(slug()));
        assertThatThrownBy(() -> forge().repository("acme/none"))
                .isInstanceOfSatisfying(
                        ForgeException.class,
                        failure -> assertThat(failure.worthRetrying()).isFalse());
    }

    @Test
    void keepsIssuesUntilTheyAreClosed() {
        ForgeIssue first = forge().createIssue(slug(), "one", "body", "ann", List.of("bug"));
        ForgeIssue second = forge().createIssue(slug(), "two", "", "bob", List.of());

        assertThat(forge().issue(first.key())).isEqualTo(first);
        assertThat(forge().openIssues(slug())).containsExactly(first, second);

        forge().closeIssue(first.key());
        forge().closeIssue(first.key());
        assertThat(forge().openIssues(slug())).containsExactly(second);
        assertThat(forge().issue(first.key()).open()).isFalse();
    }

    @Test
    void replacesOnlyLabelsOfThePrefix() {
        IssueKey key = forge().createIssue(slug(), "one", "", "ann", List.of("bug", "colony:new", "colony"))
                .key();

        forge().setStateLabel(key, "colony:", "colony:analyzing");
        forge().setStateLabel(key, "colony:", "colony:analyzing");

        assertThat(forge().issue(key).labels()).containsExactlyInAnyOrder("bug", "colony", "colony:analyzing");
    }

    @Test
    void editsTheCommentOfTheSameMarker() {
        IssueKey key = forge().createIssue(slug(), "one", "", "ann", List.of()).key();

        forge().putComment(key, "m1", "first");
        forge().putComment(key, "m2", "second");
        forge().putComment(key, "m1", "first, edited");

        assertThat(forge().comments(key)).extracting(ForgeComment::body).containsExactly("first, edited", "second");
        assertThat(forge().comments(key))
                .extracting(ForgeComment::marker)
                .containsExactly(Optional.of("m1"), Optional.of("m2"));
    }

    @Test
    void listsMoreThanAPageOfThemOnceEach() {
        List<IssueKey> filed = IntStream.range(0, 110)
                .mapToObj(number -> forge().createIssue(slug(), "issue " + number, "", "ann", List.of())
                        .key())
                .toList();
        IssueKey key = filed.getFirst();
        assertThat(forge().newestComment(key)).isZero();
        List<String> written =
                IntStream.range(0, 110).mapToObj(number -> "m" + number).toList();
        written.forEach(marker -> forge().putComment(key, marker, "text"));

        assertThat(forge().openIssues(slug()).map(ForgeIssue::key)).isEqualTo(filed);
        assertThat(forge().comments(key).flatMap(comment -> comment.marker().stream()))
                .isEqualTo(written);
        assertThat(forge().comments(key).mapToLong(ForgeComment::id).max()).hasValue(forge().newestComment(key));
    }

    @Test
    void keepsTheNewestStatusOfAContext() {
        String sha = pushed();

        forge().setStatus(slug(), new CommitStatus(sha, "colony/checks", CheckState.PENDING, "running"));
        forge().setStatus(slug(), new CommitStatus(sha, "colony/checks", CheckState.SUCCESS, "3 passed"));

        assertThat(forge().statuses(slug(), sha))
                .containsExactly(new CommitStatus(sha, "colony/checks", CheckState.SUCCESS, "3 passed"));
    }

    @Test
    void pushesANewBranchOnce() {
        String sha = change("a.txt");

        assertThat(push(Optional.empty(), sha)).isEqualTo(new PushOutcome.Pushed(false));
        assertThat(push(Optional.empty(), sha)).isEqualTo(new PushOutcome.Pushed(true));
        assertThat(forge().tip(slug(), BRANCH)).contains(sha);
        assertThat(forge().tip(slug(), "colony/none")).isEmpty();
    }

    @Test
    void pushesByComparisonOnly() {
        String first = pushed();
        String second = change("b.txt");

        assertThat(push(Optional.empty(), second)).isEqualTo(new PushOutcome.Moved(Optional.of(first)));
        assertThat(push(Optional.of(second.replace(second.charAt(0), second.charAt(1))), second))
                .isEqualTo(new PushOutcome.Moved(Optional.of(first)));
        assertThat(forge().tip(slug(), BRANCH)).contains(first);
        assertThat(push(Optional.of(first), second)).isEqualTo(new PushOutcome.Pushed(false));
        assertThat(forge().tip(slug(), BRANCH)).contains(second);
    }

    @Test
    void saysThatABranchIsGoneThatWasExpected() {
        String sha = change("a.txt");

        assertThat(push(Optional.of(sha), sha)).isEqualTo(new PushOutcome.Moved(Optional.empty()));
    }

    @Test
    void neverPushesToTheDefaultBranch() {
        String before = forge().tip(slug(), "main").orElseThrow();

        PushOutcome outcome =
                forge().push(slug(), workTree().gitDirectory(), "main", Optional.of(before), change("a.txt"));

        assertThat(outcome).isInstanceOf(PushOutcome.Rejected.class);
        assertThat(forge().tip(slug(), "main")).contains(before);
    }

    @Test
    void opensOnePullRequestPerBranch() {
        String sha = pushed();
        assertThat(forge().findPullRequest(slug(), BRANCH)).isEmpty();

        PullRequest opened = open();

        assertThat(opened.state()).isEqualTo(State.OPEN);
        assertThat(opened.headSha()).isEqualTo(sha);
        assertThat(open()).isEqualTo(opened);
        assertThat(forge().findPullRequest(slug(), BRANCH)).contains(opened);
        assertThat(forge().pullRequest(slug(), opened.number())).isEqualTo(opened);
        assertThat(forge().pullRequestBody(slug(), opened.number())).isEqualTo("Body");
    }

    @Test
    void numbersIssuesAndPullRequestsFromOneSequence() {
        ForgeIssue before = forge().createIssue(slug(), "one", "", "ann", List.of());
        pushed();
        PullRequest opened = open();
        ForgeIssue after = forge().createIssue(slug(), "two", "", "ann", List.of());

        assertThat(opened.number()).isGreaterThan(before.key().number());
        assertThat(after.key().number()).isGreaterThan(opened.number());
    }

    @Test
    void refusesAPullRequestFromNowhereOrWithNothingInIt() {
        assertThatThrownBy(this::open).isInstanceOf(ForgeException.class);
        push(Optional.empty(), forge().tip(slug(), "main").orElseThrow());
        assertThatThrownBy(this::open).isInstanceOf(ForgeException.class);
    }

    @Test
    void showsTheHeadAsItIsNow() {
        String first = pushed();
        PullRequest opened = open();
        String second = change("b.txt");
        push(Optional.of(first), second);

        assertThat(forge().pullRequest(slug(), opened.number()).headSha()).isEqualTo(second);
    }

    @Test
    void mergesTheExpectedHeadOnce() {
        String base = forge().tip(slug(), "main").orElseThrow();
        String head = pushed();
        PullRequest opened = open();

        MergeOutcome outcome = merge(opened, head);

        String tip = forge().tip(slug(), "main").orElseThrow();
        assertThat(outcome).isEqualTo(new MergeOutcome.Merged(tip, false));
        workTree().git("fetch", "--quiet");
        assertThat(workTree().git("rev-parse", tip + "^1", tip + "^2").lines()).containsExactly(base, head);
        assertThat(workTree().git("show", "--no-patch", "--format=%s", tip)).isEqualTo("Merge it");
        assertThat(merge(opened, head)).isEqualTo(new MergeOutcome.Merged(tip, true));
        PullRequest merged = forge().pullRequest(slug(), opened.number());
        assertThat(merged.state()).isEqualTo(State.MERGED);
        assertThat(merged.mergeSha()).contains(tip);
        assertThat(merged.headSha()).isEqualTo(head);
    }

    @Test
    void mergesNothingElseThanTheExpectedHead() {
        String first = pushed();
        PullRequest opened = open();
        String second = change("b.txt");
        push(Optional.of(first), second);
        Optional<String> before = forge().tip(slug(), "main");

        assertThat(merge(opened, first)).isEqualTo(new MergeOutcome.HeadMoved(second));
        assertThat(forge().tip(slug(), "main")).isEqualTo(before);
    }

    @Test
    void doesNotMergeAClosedPullRequest() {
        String head = pushed();
        PullRequest opened = open();
        forge().closePullRequest(slug(), opened.number());
        forge().closePullRequest(slug(), opened.number());

        assertThat(merge(opened, head)).isInstanceOf(MergeOutcome.Blocked.class);
        assertThat(forge().pullRequest(slug(), opened.number()).state()).isEqualTo(State.CLOSED);
    }

    @Test
    void closingAMergedPullRequestLeavesItMerged() {
        String head = pushed();
        PullRequest opened = open();
        merge(opened, head);

        forge().closePullRequest(slug(), opened.number());

        assertThat(forge().pullRequest(slug(), opened.number()).state()).isEqualTo(State.MERGED);
    }

    @Test
    void saysThatTheBaseMoved() {
        String head = pushed();
        PullRequest opened = open();
        String moved = moveBase();

        assertThat(merge(opened, head)).isEqualTo(new MergeOutcome.BaseMoved(moved));
        assertThat(forge().tip(slug(), "main")).contains(moved);
    }

    /** A new commit on top of the default branch as it now is, in the clone only. */
    protected String change(String file) {
        workTree().git("fetch", "--quiet");
        return workTree().commitOn("origin/main", file, file);
    }

    protected String pushed() {
        String sha = change("a.txt");
        assertThat(push(Optional.empty(), sha)).isEqualTo(new PushOutcome.Pushed(false));
        return sha;
    }

    protected PushOutcome push(Optional<String> expected, String sha) {
        return forge().push(slug(), workTree().gitDirectory(), BRANCH, expected, sha);
    }

    protected PullRequest open() {
        return forge().openPullRequest(slug(), new NewPullRequest("Change", "Body", "colony", BRANCH, "main"));
    }

    protected MergeOutcome merge(PullRequest pullRequest, String head) {
        return forge().merge(slug(), pullRequest.number(), head, "Merge it");
    }
}
