package io.colony.engine.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import io.colony.engine.workflow.IssueState;
import io.colony.testkit.SampleStore;
import io.colony.testkit.SettableClock;
import io.colony.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StatusQueriesIT {
    private static final TestDatabase TEST = TestDatabase.create();
    private static final StatusQueries STATUS =
            StatusQueries.postgres(TEST.database(), new SettableClock(SampleStore.NOW));

    @BeforeAll
    static void fill() {
        SampleStore.fill(TEST);
    }

    @AfterAll
    static void close() {
        TEST.close();
    }

    @Test
    void countsIssuesWorkersTasksAndTodaysCost() {
        Overview overview = STATUS.overview();

        assertThat(overview).isEqualTo(new Overview(1, 2, 2, 3, 2, 0, overview.costToday(), Usd.of("2"), 2, 1, 1, 1));
        assertThat(overview.costToday()).isEqualTo(Usd.of("0.424250"));
    }

    @Test
    void anIssuesCostIsTheSumOfItsRuns() {
        CostPages costs = CostPages.postgres(TEST.database(), new SettableClock(SampleStore.NOW));

        CostPart part = costs.issue(new IssueKey("acme/shop", 2)).orElseThrow();

        IssueDetail detail = issue("acme/shop#2");
        assertThat(part.name()).isEqualTo("acme/shop#2");
        assertThat(part.cost()).isEqualTo(detail.summary().cost());
        assertThat(part.outputTokens())
                .isEqualTo(
                        detail.runs().stream().mapToLong(RunEntry::outputTokens).sum());
        assertThat(costs.issue(new IssueKey("acme/shop", 99))).isEmpty();
    }

    @Test
    void anIssueStandsByItsNewestVerdictThatCounts() {
        IssueDetail detail = issue("acme/shop#2");

        assertThat(IssueStanding.of(detail).verdict())
                .isEqualTo(detail.verdicts().reversed().stream()
                        .filter(verdict -> verdict.voidedAt().isEmpty())
                        .map(VerdictEntry::verdict)
                        .findFirst());
        assertThat(IssueStanding.since(detail, "review", "nobody")).isEqualTo(IssueStanding.of(detail));
    }

    @Test
    void anEmptyStoreCountsNothing() {
        try (TestDatabase empty = TestDatabase.create()) {
            StatusQueries status = StatusQueries.postgres(empty.database(), new SettableClock());

            assertThat(status.overview()).isEqualTo(new Overview(0, 0, 0, 0, 0, 0, Usd.ZERO, Usd.ZERO, 0, 0, 0, 0));
            assertThat(status.issues(IssueFilter.ALL, PageRequest.FIRST)).isEqualTo(IssuePage.EMPTY);
            assertThat(status.tasks()).isEmpty();
            assertThat(status.workers()).isEmpty();
            assertThat(status.issue(new IssueKey("a/b", 1))).isEmpty();
        }
    }

    @Test
    void aSummaryHasThePathWithItsLoopsTheAttemptsAndTheCost() {
        IssueSummary two = issue("acme/shop#2").summary();

        assertThat(two.path())
                .extracting(IssueState::slug)
                .containsExactly(
                        "new",
                        "analyzing",
                        "ready-for-dev",
                        "in-development",
                        "in-review",
                        "changes-requested",
                        "in-development",
                        "in-review",
                        "merge-pending",
                        "done");
        assertThat(two.attempts()).isEqualTo(2);
        assertThat(two.cost()).isEqualTo(Usd.of("0.221250"));
        assertThat(two.mergeSha()).contains("9a8b7c6d5e4f3a214f2d9c1e5a7b8036d1c4e2f0");
        assertThat(two.pullRequest()).contains(22L);
    }

    @Test
    void pagesGiveEveryIssueOnceNewestFirst() {
        List<Long> seen = new ArrayList<>();
        Optional<Long> before = Optional.empty();
        do {
            IssuePage page = STATUS.issues(IssueFilter.ALL, new PageRequest(3, before));
            page.issues().forEach(issue -> seen.add(issue.id()));
            before = page.next();
        } while (before.isPresent());

        assertThat(seen).containsExactly(10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void filtersByRepositoryAndState() {
        IssueFilter done = new IssueFilter(Optional.of("acme/shop"), List.of("done", "paused"));

        assertThat(STATUS.issues(done, PageRequest.FIRST).issues())
                .extracting(IssueSummary::key)
                .containsExactly(new IssueKey("acme/shop", 2), new IssueKey("acme/shop", 1));
    }

    @Test
    void aDetailHoldsTheWholeHistoryOldestFirst() {
        IssueDetail detail = issue("acme/shop#2");

        assertThat(detail.transitions())
                .extracting(TransitionEntry::version)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(detail.transitions().getFirst().from()).isEmpty();
        assertThat(detail.runs())
                .extracting(RunEntry::stage)
                .containsExactly("analyze", "develop", "review", "develop", "review", "merge");
        RunEntry develop = detail.runs().get(1);
        assertThat(develop.inputTokens()).isEqualTo(12002);
        assertThat(develop.cost()).isEqualTo(Usd.of("0.043250"));
        assertThat(develop.transcriptLines()).isEqualTo(4);
        assertThat(develop.exitCode()).contains(0);
        assertThat(detail.runs().getLast().cost()).isEqualTo(Usd.ZERO);
        assertThat(detail.artifacts())
                .extracting(ArtifactEntry::kind)
                .containsExactly("plan", "evidence", "evidence", "retrospective");
        assertThat(detail.evidence()).hasSize(2);
        assertThat(detail.verdicts()).extracting(VerdictEntry::verdict).containsExactly("CHANGES_REQUESTED", "APPROVE");
        assertThat(detail.gates())
                .extracting(GateEntry::result)
                .containsExactly("pass", "fail", "pass", "could-not-run");
        assertThat(detail.intents()).extracting(IntentEntry::kind).containsExactly("push", "pull-request", "merge");
        assertThat(detail.task()).isEmpty();
    }

    @Test
    void theRunsOfAnIssueAddUpToWhatTheRollUpSays() {
        for (IssueSummary summary :
                STATUS.issues(IssueFilter.ALL, PageRequest.FIRST).issues()) {
            Usd sum = issue(summary.key().toString()).runs().stream()
                    .map(RunEntry::cost)
                    .reduce(Usd.ZERO, Usd::plus);

            assertThat(sum).as("%s", summary.key()).isEqualTo(summary.cost());
        }
    }

    @Test
    void tasksAreInTheQueuesOrderWithDeadLettersLast() {
        assertThat(STATUS.tasks()).extracting(TaskEntry::state).containsExactly("claimed", "queued", "dead");
        TaskEntry parked = STATUS.tasks().get(1);
        assertThat(parked.issue()).isEqualTo(new IssueKey("acme/shop", 5));
        assertThat(parked.failures().path("stalled").asInt()).isEqualTo(1);
        assertThat(parked.worker()).isEmpty();
    }

    @Test
    void workersThatAreSilentForAMinuteAreNotLive() {
        assertThat(STATUS.workers())
                .extracting(WorkerEntry::name, WorkerEntry::live)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("builder-1", true),
                        org.assertj.core.groups.Tuple.tuple("inspector-1", true),
                        org.assertj.core.groups.Tuple.tuple("builder-0", false),
                        org.assertj.core.groups.Tuple.tuple("builder-2", false));
        assertThat(STATUS.workers().getFirst().busyWith()).containsExactly(new IssueKey("acme/shop", 3));
    }

    @Test
    void transcriptAndGateLogBelongToTheirIssue() {
        assertThat(STATUS.transcript(2, 2, 10)).extracting(TranscriptLine::seq).containsExactly(3, 4);
        assertThat(STATUS.run(new IssueKey("acme/shop", 2), 2)).isPresent();
        assertThat(STATUS.run(new IssueKey("acme/shop", 1), 2)).isEmpty();
        assertThat(STATUS.gateLog(new IssueKey("acme/shop", 2), 1))
                .hasValueSatisfying(log -> assertThat(log).contains("128 passed"));
        assertThat(STATUS.gateLog(new IssueKey("acme/shop", 1), 1)).isEmpty();
    }

    @Test
    void whySaysWhatEachSampleWaitsFor() {
        assertThat(why("acme/shop#3").sentence())
                .isEqualTo("The Builder (development) is at work on it: worker builder-1, attempt 1.");
        assertThat(why("acme/shop#5").waitsFor()).contains("silent for 5 minutes");
        assertThat(why("acme/shop#5").tried())
                .containsExactly("2026-01-05 11:38:00 UTC: develop, attempt 1 by builder-1: failed (stalled):"
                        + " no data event for 300 s; the process group was ended");
        assertThat(why("acme/shop#6").tried()).hasSize(3);
        assertThat(why("acme/shop#7").sentence()).isEqualTo("It waits for acme/shop#3 (in state in-development).");
        assertThat(STATUS.why(new IssueKey("acme/shop", 99))).isEmpty();
    }

    @Test
    void aFeedGivesEveryTransitionOnce() {
        TransitionFeed feed = new TransitionFeed(STATUS, 0);

        List<TransitionEntry> first = feed.poll();

        assertThat(first)
                .extracting(TransitionEntry::id)
                .doesNotHaveDuplicates()
                .isSorted()
                .hasSize(47);
        assertThat(feed.poll()).isEmpty();
    }

    @Test
    void saysThatTheStoreIsAwayAndWhatToDo() {
        TestDatabase gone = TestDatabase.create();
        StatusQueries status = StatusQueries.postgres(gone.database(), new SettableClock());
        status.ping();
        gone.close();

        assertThatThrownBy(status::overview)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("when it is back");
    }

    private static IssueDetail issue(String key) {
        return STATUS.issue(IssueKey.parse(key)).orElseThrow();
    }

    private static Why why(String key) {
        return STATUS.why(IssueKey.parse(key)).orElseThrow();
    }
}
