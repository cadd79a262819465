package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.ForgeComment;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.Forge.Reaction;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.HostChanges;
import io.colony.engine.issue.IssueKey;
import io.colony.testkit.github.Hands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Issues, labels, comments and changes on GitHub, and how few requests they take. */
class GitHubTalkIT {
    private static final String SLUG = GitHubFixture.SLUG;
    private static final String PUT_LABELS = "PUT /repos/{owner}/{repo}/issues/{issue_number}/labels";

    @TempDir
    private Path directory;

    private GitHubFixture fixture;
    private GitHubForge forge;
    private Hands ann;
    private Hands joe;

    @BeforeEach
    void start() {
        fixture = new GitHubFixture(directory);
        forge = fixture.forge();
        ann = fixture.repository.as(fixture.ann);
        joe = fixture.repository.as(fixture.joe);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private IssueKey issue() {
        return new IssueKey(SLUG, ann.openIssue("one", "body"));
    }

    @Test
    void aStrangersCommentWithOurMarkerIsNeverOurs() {
        IssueKey key = issue();
        joe.comment(key.number(), "mine now\n\n<!-- colony:m1 -->");

        forge.putComment(key, "m1", "ours");
        fixture.clock.advance(Duration.ofSeconds(5));
        forge.putComment(key, "m1", "ours, edited");

        assertThat(forge.comments(key))
                .extracting(ForgeComment::author, ForgeComment::body, ForgeComment::marker, ForgeComment::edited)
                .containsExactly(
                        tuple("joe", "mine now\n\n<!-- colony:m1 -->", Optional.empty(), false),
                        tuple("colony-ops", "ours, edited", Optional.of("m1"), true));
    }

    @Test
    void aCommentThatSaysSoAlreadyIsNotWrittenAgain() {
        IssueKey key = issue();
        forge.putComment(key, "m1", "ours");
        fixture.github.requests().reset();

        forge.putComment(key, "m1", "ours");

        assertThat(fixture.github.requests().byRoute())
                .allSatisfy((route, count) -> assertThat(route).startsWith("GET "));
    }

    @Test
    void readsOneCommentOfItsIssueOnly() {
        IssueKey key = issue();
        IssueKey other = issue();
        long id = ann.comment(key.number(), "/colony:why");

        assertThat(forge.comment(key, id)).get().satisfies(comment -> {
            assertThat(comment.author()).isEqualTo("ann");
            assertThat(comment.person()).isTrue();
            assertThat(comment.edited()).isFalse();
        });
        assertThat(forge.comment(other, id)).isEmpty();
        fixture.clock.advance(Duration.ofSeconds(5));
        ann.editComment(id, "/colony:cancel");
        assertThat(forge.comment(key, id).orElseThrow().edited()).isTrue();
        ann.deleteComment(id);
        assertThat(forge.comment(key, id)).isEmpty();
    }

    @Test
    void reactsTwiceAsOnce() {
        IssueKey key = issue();
        long id = ann.comment(key.number(), "/colony:why");

        forge.react(key, id, Reaction.SEEN);
        forge.react(key, id, Reaction.SEEN);
        forge.react(key, id, Reaction.DONE);

        assertThat(forge.comment(key, id).orElseThrow().edited()).isFalse();
    }

    @Test
    void setsALabelWithAsFewRequestsAsPossible() {
        IssueKey key = issue();
        ann.label(key.number(), "bug", "colony", "colony:new");
        fixture.github.requests().reset();

        forge.setStateLabel(key, "colony:", "colony:analyzing");
        assertThat(fixture.github.requests().of(PUT_LABELS)).isEqualTo(1);
        assertThat(forge.issue(key).labels()).containsExactlyInAnyOrder("bug", "colony", "colony:analyzing");
        forge.setStateLabel(key, "colony:", "colony:analyzing");
        long counted =
                fixture.github.requests().total() - fixture.github.requests().notModified();

        forge.setStateLabel(key, "colony:", "colony:analyzing");

        assertThat(fixture.github.requests().total() - fixture.github.requests().notModified())
                .isEqualTo(counted);
        assertThat(fixture.github.requests().of(PUT_LABELS)).isEqualTo(1);
    }

    @Test
    void refusesALabelThatItCouldNeverTakeAway() {
        IssueKey key = issue();
        assertThatThrownBy(() -> forge.setStateLabel(key, "colony:", "done"))
                .isInstanceOf(ForgeException.class)
                .hasMessageContaining("'colony:'");
    }

    @Test
    void knowsWhoPutTheLabelOnThatIsThere() {
        IssueKey key = issue();
        assertThat(forge.labelledBy(key, "colony")).isEmpty();
        joe.label(key.number(), "colony");
        joe.unlabel(key.number(), "colony");
        assertThat(forge.labelledBy(key, "colony")).isEmpty();
        ann.label(key.number(), "colony");
        assertThat(forge.labelledBy(key, "colony")).map(Forge.Deed::login).contains("ann");
    }

    @Test
    void knowsWhoChangedTitleAndTextLast() {
        IssueKey key = issue();
        assertThat(forge.lastEdits(key)).isEqualTo(Forge.LastEdits.NONE);
        joe.editIssue(key.number(), "one", "another text");
        assertThat(forge.lastEdits(key).title()).isEmpty();
        assertThat(forge.lastEdits(key).body()).map(Forge.Deed::login).contains("joe");
        ann.editIssue(key.number(), "another title", "another text");
        assertThat(forge.lastEdits(key).title()).map(Forge.Deed::login).contains("ann");
        assertThat(forge.lastEdits(key).body()).map(Forge.Deed::login).contains("joe");
    }

    @Test
    void listsNoPullRequestsAmongIssues() {
        IssueKey key = issue();
        fixture.repository.push(fixture.ann, "topic", "change", java.util.Map.of("a.txt", "a"));
        long pull = ann.openPull("pull", "", "topic", "main");

        assertThat(forge.openIssues(SLUG)).extracting(ForgeIssue::key).containsExactly(key);
        assertThatThrownBy(() -> forge.issue(new IssueKey(SLUG, pull))).hasMessageContaining("is a pull request");
    }

    @Test
    void findsItsOwnIssueThoughItIsClosedAndNobodyElses() {
        ann.openIssue("theirs", "text\n<!-- colony:part-1 -->");
        assertThat(forge.findOwnIssue(SLUG, "<!-- colony:part-1 -->")).isEmpty();

        ForgeIssue own = forge.createIssue(SLUG, "ours", "text\n<!-- colony:part-1 -->", "whoever", List.of("colony"));
        forge.closeIssue(own.key());

        assertThat(own.author()).isEqualTo("colony-ops");
        assertThat(forge.findOwnIssue(SLUG, "<!-- colony:part-1 -->"))
                .get()
                .extracting(ForgeIssue::key)
                .isEqualTo(own.key());
    }

    @Test
    void readsDependenciesAndParts() {
        IssueKey epic = issue();
        IssueKey part = issue();
        ann.block(epic.number(), part.number());

        assertThat(forge.blockers(epic)).containsExactly(part);
        assertThat(forge.subIssues(epic)).isEmpty();
        forge.addSubIssue(epic, part);
        forge.addSubIssue(epic, part);
        assertThat(forge.subIssues(epic)).containsExactly(part);
    }

    @Test
    void tellsWhatHasChangedAndAsksOneConditionalQuestionWhereNothingHas() {
        IssueKey first = issue();
        fixture.clock.advance(Duration.ofSeconds(10));
        IssueKey second = issue();
        HostChanges opening = forge.changes(SLUG, Optional.empty());
        assertThat(opening.items()).extracting(HostChanges.Item::key).containsExactly(first, second);

        HostChanges known = settled(opening);
        long total = fixture.github.requests().total();
        assertThat(forge.changes(SLUG, known.cursor())).isEqualTo(new HostChanges(List.of(), known.cursor(), false));
        assertThat(fixture.github.requests().total()).isEqualTo(total + 1);

        fixture.clock.advance(Duration.ofSeconds(10));
        joe.comment(first.number(), "still there?");
        ann.close(second.number());
        HostChanges changed = forge.changes(SLUG, known.cursor());

        assertThat(changed.items())
                .extracting(HostChanges.Item::key, HostChanges.Item::open)
                .contains(tuple(first, true), tuple(second, false));
    }

    /** Asks until nothing is told any more. */
    private HostChanges settled(HostChanges from) {
        HostChanges changes = from;
        for (int i = 0; i < 5 && (i == 0 || !changes.items().isEmpty()); i++) {
            changes = forge.changes(SLUG, changes.cursor());
        }
        assertThat(changes.items()).isEmpty();
        return changes;
    }

    @Test
    void asksByEtagThroughTheLibraryAsWell() {
        IssueKey key = issue();
        ForgeIssue first = forge.issue(key);
        long before = fixture.github.requests().notModified();

        assertThat(forge.issue(key)).isEqualTo(first);

        assertThat(fixture.github.requests().notModified()).isEqualTo(before + 1);
        assertThat(forge.usage()).extracting(GitHubUsage::identity).containsExactly("ops", "coder");
        assertThat(forge.usage().getFirst().notModified())
                .isEqualTo(fixture.github.requests().notModified());
    }
}
