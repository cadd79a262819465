package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.forge.Forge.CommitStatus;
import io.colony.engine.forge.Forge.CommitStatus.CheckState;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.issue.Issue;
import io.colony.engine.recovery.Election;
import io.colony.engine.recovery.sentinel.SentinelFindings;
import io.colony.engine.recovery.sentinel.SentinelLoop;
import io.colony.engine.recovery.survival.Survivals;
import io.colony.engine.status.MergeEntry;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.workflow.Outcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a change after its merge, on a real base branch. */
class AfterMergeIT extends WithColony {
    private static final String DETECTOR = "after-merge";

    private SentinelFixture sentinels;

    @BeforeEach
    void sentinels() {
        sentinels = new SentinelFixture(colony);
    }

    @Test
    void aMergeOfOursIsWatchedAndBelongsToTheRunThatBuiltIt() {
        Issue issue = done("hello.txt");

        assertThat(colony.one(
                        "select a.stage || ' ' || a.outcome || ' ' || m.merge_sha || ' ' || m.base_branch from merges m"
                                + " join agent_runs a on a.id = m.run_id where m.issue_id = ?",
                        issue.id()))
                .isEqualTo("develop submitted " + mergeSha(issue) + " main");
        assertThat(outcomes()).isEmpty();
    }

    @Test
    void aMergeByAPersonIsWatchedAsWell() {
        Issue issue = colony.reachedByWork("in-review", "hello.txt");
        colony.mergeByHand(issue);
        sentinels.leader("a").step();

        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.one("select merge_sha from merges")).isEqualTo(mergeSha(issue));
    }

    @Test
    void aRevertByAPersonIsBookedOnTheRunOnceAndToldToPeople() {
        Issue issue = done("hello.txt");
        SentinelLoop sentinel = sentinels.leader("a");
        sentinel.step();
        assertThat(outcomes()).isEmpty();
        String revert =
                revert("hello.txt", "Revert \"Add a greeting\"\n\nThis reverts commit " + mergeSha(issue) + ".");
        again(sentinel);
        again(sentinel);

        assertThat(outcomes()).containsExactly("reverted");
        assertThat(colony.one("select shown_by from survivals")).isEqualTo(revert);
        assertThat(acts())
                .containsExactly("sentinel:after-merge booked its merge " + mergeSha(issue) + " as reverted on run "
                        + colony.one("select run_id from merges"));
        assertThat(sentinels.open(DETECTOR)).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo(issue.key().toString());
            assertThat(finding.forPeople()).isTrue();
            assertThat(finding.reason()).contains(revert).contains("reopen the issue");
        });
        again(sentinel, Duration.ofDays(4));
        assertThat(sentinels.open(DETECTOR)).isEmpty();
        assertThat(outcomes()).containsExactly("reverted");
    }

    @Test
    void theIssueShowsWhatBecameOfItsMerges() {
        Issue issue = done("hello.txt");
        assertThat(shown(issue)).singleElement().satisfies(merge -> {
            assertThat(merge.mergeSha()).isEqualTo(mergeSha(issue));
            assertThat(merge.runId()).isPresent();
            assertThat(merge.outcome()).isEmpty();
        });
        String revert = revert("hello.txt", "This reverts commit " + mergeSha(issue));
        sentinels.leader("a").step();

        assertThat(shown(issue)).singleElement().satisfies(merge -> {
            assertThat(merge.outcome()).contains("reverted");
            assertThat(merge.shownBy()).contains(revert);
            assertThat(merge.decidedAt()).contains(colony.clock.instant());
        });
    }

    @Test
    void aReopenedIssueIsWatchedAnewAndEachMergeBelongsToItsOwnRun() {
        Issue issue = done("hello.txt");
        revert("hello.txt", "This reverts commit " + mergeSha(issue));
        SentinelLoop sentinel = sentinels.leader("a");
        sentinel.step();
        colony.event(issue, Outcomes.REOPENED);
        colony.mayor.run();
        develop("hello.txt", "hello again\n");
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
        again(sentinel);
        again(sentinel, Duration.ofDays(7));

        assertThat(outcomes()).containsExactly("reverted", "survived");
        assertThat(colony.list("select distinct run_id from merges")).hasSize(2);
    }

    @Test
    void aRevertThatNamesThePullRequestIsSeen() {
        Issue issue = done("hello.txt");
        moveMain("other.txt", "other\n");
        colony.host()
                .commit(
                        "main",
                        "Revert \"A title\" (#99)\n\nReverts acme/shop#"
                                + colony.now(issue).pullRequest().orElseThrow(),
                        Map.of("hello.txt", "gone\n"));
        sentinels.leader("a").step();

        assertThat(outcomes()).containsExactly("reverted");
    }

    @Test
    void aChangeThatIsTakenBackWithoutAWordIsSeenByWhatTheFilesHold() {
        Issue issue = done("hello.txt");
        moveMain("other.txt", "other\n");
        String quiet = revert("hello.txt", "Tidy up");
        moveMain("more.txt", "more\n");
        sentinels.leader("a").step();

        assertThat(outcomes()).containsExactly("reverted");
        assertThat(colony.one("select shown_by from survivals")).isEqualTo(quiet);
        assertThat(colony.state(issue)).isEqualTo("done");
    }

    @Test
    void aFileThatMovesOrGrowsIsNoRevert() {
        done("hello.txt");
        colony.host()
                .change("main")
                .remove("hello.txt")
                .write("docs/hello.txt", "hello\n")
                .commit("Move it");
        moveMain("docs/hello.txt", "hello again\n");
        SentinelLoop sentinel = sentinels.leader("a");
        sentinel.step();
        again(sentinel);

        assertThat(outcomes()).isEmpty();
        assertThat(sentinels.findings(DETECTOR)).isEmpty();
    }

    @Test
    void aRevertOfAnotherCommitIsNoRevertOfThisOne() {
        done("hello.txt");
        String other = colony.host().commit("main", "Another", Map.of("other.txt", "other\n"));
        revert("other.txt", "Revert \"Another\"\n\nThis reverts commit " + other + ".");
        sentinels.leader("a").step();

        assertThat(outcomes()).isEmpty();
    }

    @Test
    void aRevertThatIsRevertedIsARevertThatWasBroughtBack() {
        Issue issue = done("hello.txt");
        String revert = revert("hello.txt", "Revert \"x\"\n\nThis reverts commit " + mergeSha(issue) + ".");
        String back = colony.host()
                .commit("main", "Reapply \"x\"\n\nThis reverts commit " + revert + ".", Map.of("hello.txt", "hello\n"));
        SentinelLoop sentinel = sentinels.leader("a");
        sentinel.step();
        again(sentinel);

        assertThat(outcomes()).containsExactly("reverted");
        assertThat(colony.one("select shown_by from survivals")).isEqualTo(revert);
        assertThat(colony.one("select reason from survivals")).contains(back + " brought it back");
    }

    @Test
    void aCheckThatWentRedWithTheMergeIsSaidAtOnceAndBookedWhenItStaysRed() {
        String before = colony.main();
        Issue issue = done("hello.txt");
        status(before, "ci/build", CheckState.SUCCESS);
        status(mergeSha(issue), "ci/build", CheckState.FAILURE);
        SentinelLoop sentinel = sentinels.leader("a");
        sentinel.step();

        assertThat(outcomes()).isEmpty();
        assertThat(sentinels.open(DETECTOR)).singleElement().satisfies(finding -> {
            assertThat(finding.forPeople()).isTrue();
            assertThat(finding.reason()).contains("ci/build").contains(mergeSha(issue));
        });
        again(sentinel, Duration.ofMinutes(31));
        again(sentinel);
        assertThat(outcomes()).containsExactly("broke-the-base");
        assertThat(colony.one("select shown_by from survivals")).isEqualTo(mergeSha(issue));
        assertThat(acts()).hasSize(1);
    }

    @Test
    void aCheckThatTurnsGreenAgainIsNotHeldAgainstTheChange() {
        String before = colony.main();
        Issue issue = done("hello.txt");
        status(before, "ci/build", CheckState.SUCCESS);
        status(mergeSha(issue), "ci/build", CheckState.ERROR);
        SentinelLoop sentinel = sentinels.leader("a");
        sentinel.step();
        status(mergeSha(issue), "ci/build", CheckState.SUCCESS);
        again(sentinel, Duration.ofMinutes(31));

        assertThat(outcomes()).isEmpty();
        assertThat(sentinels.open(DETECTOR)).isEmpty();
    }

    @Test
    void aCheckThatWasRedBeforeOrWasNeverSeenBeforeIsNotBlamedOnTheChange() {
        String before = colony.main();
        Issue issue = done("hello.txt");
        status(before, "ci/build", CheckState.FAILURE);
        status(mergeSha(issue), "ci/build", CheckState.FAILURE);
        status(mergeSha(issue), "ci/new", CheckState.FAILURE);
        status(before, "colony/review", CheckState.SUCCESS);
        status(mergeSha(issue), "colony/review", CheckState.FAILURE);
        SentinelLoop sentinel = sentinels.leader("a");
        sentinel.step();
        again(sentinel, Duration.ofHours(1));

        assertThat(outcomes()).isEmpty();
        assertThat(sentinels.findings(DETECTOR)).isEmpty();
    }

    @Test
    void aChangeThatIsStillThereAfterAWeekHasSurvived() {
        done("hello.txt");
        moveMain("other.txt", "other\n");
        SentinelLoop sentinel = sentinels.leader("a");
        sentinel.step();
        again(sentinel, Duration.ofDays(6));
        assertThat(outcomes()).isEmpty();
        again(sentinel, Duration.ofDays(1));
        again(sentinel);
        revert("hello.txt", "Too late");
        again(sentinel);

        assertThat(outcomes()).containsExactly("survived");
        assertThat(acts()).hasSize(1);
        assertThat(tally()).singleElement().satisfies(row -> {
            assertThat(row.backEnd()).isEqualTo(ScriptedBackend.NAME);
            assertThat(row.merged()).isEqualTo(1);
            assertThat(row.survived()).isEqualTo(1);
            assertThat(row.open() + row.reverted() + row.brokeTheBase() + row.unknown())
                    .isZero();
        });
    }

    @Test
    void theWatchOfARepositoryThatWentAwayEndsWithTheReason() {
        Issue issue = done("hello.txt");
        colony.execute("alter table local_issues drop constraint local_issues_slug_fkey");
        colony.execute("alter table local_pull_requests drop constraint local_pull_requests_slug_fkey");
        colony.execute("update local_repositories set slug = 'acme/gone'");
        SentinelLoop sentinel = sentinels.leader("a");
        sentinel.step();

        assertThat(outcomes()).isEmpty();
        assertThat(sentinels.open(DETECTOR))
                .extracting(SentinelFindings.Entry::subject)
                .containsExactly("acme/shop");
        again(sentinel, Duration.ofDays(7));
        assertThat(outcomes()).containsExactly("unknown");
        assertThat(colony.one("select reason from survivals")).contains("has no repository 'acme/shop'");
        assertThat(sentinels.open(DETECTOR))
                .extracting(SentinelFindings.Entry::subject)
                .containsExactly(issue.key().toString());
        again(sentinel);
        assertThat(sentinels.open(DETECTOR)).isEmpty();
    }

    @Test
    void aCodeHostThatIsAwayForAWhileEndsNoWatch() {
        done("hello.txt");
        SentinelLoop sentinel = sentinels.leader("a");
        colony.forge.before("tip", () -> {
            throw ForgeException.temporary("no answer");
        });
        colony.clock.advance(Duration.ofDays(8));
        sentinel.step();
        assertThat(outcomes()).isEmpty();
        again(sentinel);

        assertThat(outcomes()).containsExactly("survived");
    }

    @Test
    void aBaseWhoseHistoryWasRewrittenEndsTheWatchWithoutAGuess() {
        String before = colony.main();
        done("hello.txt");
        colony.host().branch("main", before);
        sentinels.leader("a").step();

        assertThat(outcomes()).containsExactly("unknown");
        assertThat(colony.one("select reason from survivals")).contains("history was rewritten");
    }

    @Test
    void twoLeadersAfterOneAnotherBookItOnce() {
        Issue issue = done("hello.txt");
        revert("hello.txt", "This reverts commit " + mergeSha(issue).substring(0, 10));
        Election ann = sentinels.election("ann");
        assertThat(ann.stand()).isTrue();
        SentinelLoop paused = sentinels.loop(ann);
        colony.clock.advance(Duration.ofMinutes(1));
        SentinelLoop leads = sentinels.leader("bob");
        paused.step();
        assertThat(outcomes()).as("it only believes that it leads").isEmpty();
        leads.step();
        colony.clock.advance(Duration.ofMinutes(1));
        sentinels.leader("cleo").step();

        assertThat(outcomes()).containsExactly("reverted");
        assertThat(acts()).hasSize(1);
    }

    @Test
    void aCrashBetweenFindingAndWritingLosesNothingAndBooksNothingTwice() {
        Issue issue = done("hello.txt");
        revert("hello.txt", "This reverts commit " + mergeSha(issue));
        colony.execute("create function die() returns trigger language plpgsql as"
                + " $$ begin raise exception 'cut off'; end $$");
        colony.execute("create trigger cut_off before insert on survivals for each row execute function die()");
        SentinelLoop sentinel = sentinels.leader("a");
        sentinel.step();
        assertThat(sentinels.open(DETECTOR)).hasSize(1);
        assertThat(outcomes()).isEmpty();
        assertThat(acts()).isEmpty();
        colony.execute("drop trigger cut_off on survivals");
        again(sentinel);
        again(sentinel);

        assertThat(outcomes()).containsExactly("reverted");
        assertThat(acts()).hasSize(1);
    }

    @Test
    void whatIsBookedNeverChanges() {
        Issue issue = done("hello.txt");
        revert("hello.txt", "This reverts commit " + mergeSha(issue));
        sentinels.leader("a").step();

        assertThatThrownBy(() -> colony.execute("update survivals set outcome = 'survived'"))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> colony.execute("delete from merges")).hasMessageContaining("append-only");
    }

    /** An issue whose change, one new file, Colony merged. */
    private Issue done(String file) {
        Issue issue = colony.reachedByWork("done", file);
        assertThat(merged(file)).contains("hello\n");
        return issue;
    }

    private String mergeSha(Issue issue) {
        return colony.now(issue).mergeSha().orElseThrow();
    }

    private String revert(String file, String message) {
        return colony.host().change("main").remove(file).commit(message);
    }

    private void status(String sha, String context, CheckState state) {
        colony.local.setStatus(StageFixture.SLUG, new CommitStatus(sha, context, state, "as CI says"));
    }

    private void again(SentinelLoop sentinel) {
        again(sentinel, Duration.ofMinutes(6));
    }

    private void again(SentinelLoop sentinel, Duration later) {
        colony.clock.advance(later);
        sentinel.step();
    }

    private List<String> outcomes() {
        return colony.list("select outcome from survivals order by merge_id");
    }

    private List<String> acts() {
        return colony.list("select actor || ' ' || (detail ->> 'did') from audit_log"
                + " where action = 'sentinel-act' and actor = 'sentinel:after-merge' order by id");
    }

    private List<MergeEntry> shown(Issue issue) {
        return StatusQueries.postgres(colony.database, colony.clock)
                .issue(issue.key())
                .orElseThrow()
                .merges();
    }

    private List<Survivals.Tally> tally() {
        return colony.database.inTransaction(transaction -> Survivals.postgres().tally(transaction, Instant.EPOCH));
    }
}
