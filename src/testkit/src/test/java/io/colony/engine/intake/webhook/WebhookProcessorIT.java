package io.colony.engine.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.forge.Forge.PullRequest.State;
import io.colony.engine.forge.Forge.RepositoryInfo;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.PullRequestReview;
import io.colony.engine.forge.PullRequestReview.Verdict;
import io.colony.engine.forge.Repositories;
import io.colony.engine.intake.HostFixture;
import io.colony.engine.intake.ScriptedHost;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.recovery.sentinel.SentinelQueries;
import io.colony.engine.recovery.sentinel.WebhookTrouble;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookProcessorIT {
    private static final String OTHER = "3333333333333333333333333333333333333333";

    private final HostFixture colony = new HostFixture();
    private final ScriptedHost host = colony.host;
    private final WebhookEntrance entrance = colony.entrance();

    @AfterEach
    void stop() {
        colony.close();
    }

    private void tell(Webhooks.Sent sent) {
        assertThat(sent.to(entrance).result()).isEqualTo(WebhookResult.ACCEPTED);
        colony.work();
    }

    private String result() {
        return colony.store.query(String.class, "select result from webhook_deliveries order by id desc limit 1");
    }

    private String reason(Issue issue) {
        return colony.store.query(
                String.class,
                "select reason from state_transitions where issue_id = ? order by version desc limit 1",
                issue.id());
    }

    private static Webhooks.Sent pullRequest(String action) {
        return Webhooks.of(
                "pull_request",
                "'action': '" + action + "', 'pull_request': {'number': 77, 'head': {'ref': 'colony/1-abc'}}");
    }

    @ParameterizedTest(name = "labelled by {0}: {1}")
    @CsvSource({"olga, true", "mallory, false", "colony-app[bot], false", "dependabot[bot], false"})
    void anIssueIsLetInWhereWhoeverPutTheLabelOnMayWriteWhoeverThePayloadNames(String labeller, boolean in) {
        IssueKey key = host.file(5, "mallory", "colony").key();
        host.labellers.put(key + " colony", labeller);

        tell(Webhooks.issue("labeled", 5));

        assertThat(colony.known(5)).isEqualTo(in);
    }

    @Test
    void aLabelThatIsOffAgainLetsNothingIn() {
        IssueKey key = host.file(5, "olga").key();
        host.labellers.put(key + " colony", "olga");

        tell(Webhooks.issue("labeled", 5));

        assertThat(colony.known(5)).isFalse();
        assertThat(result()).contains("does not bear the label");
    }

    @Test
    void inModeAllAnIssueOfSomebodyWhoMayWriteIsLetInAtOnce() {
        colony.store.execute("update repositories set settings = '{\"intake\": {\"mode\": \"all\"}}'");
        host.file(5, "olga");
        host.file(6, "mallory");

        tell(Webhooks.issue("opened", 5));
        tell(Webhooks.issue("opened", 6));

        assertThat(colony.known(5)).isTrue();
        assertThat(colony.known(6)).isFalse();
    }

    @Test
    void aStateLabelThatSomebodyEditedIsWrittenBackAndChangesNothing() {
        Issue issue = colony.in("in-review");
        host.setLabels(issue.key(), "colony", "colony:done");

        tell(Webhooks.of("issues", "'action': 'labeled', 'issue': {'number': 1}, 'label': {'name': 'colony:done'}"));
        colony.deliver();

        assertThat(colony.state(issue)).isEqualTo("in-review");
        assertThat(host.issue(issue.key()).labels()).containsExactly("colony", "colony:in-review");
    }

    @Test
    void aClosedIssueIsCancelledAndOneThatIsOpenAgainByThenIsNot() {
        Issue issue = colony.in("analyzing");

        tell(Webhooks.issue("closed", 1));
        assertThat(colony.state(issue)).isEqualTo("analyzing");

        host.setOpen(issue.key(), false);
        tell(Webhooks.issue("closed", 1));
        assertThat(colony.state(issue)).isEqualTo("cancelled");

        host.setOpen(issue.key(), true);
        tell(Webhooks.issue("reopened", 1));
        assertThat(colony.state(issue)).isEqualTo("new");
    }

    @Test
    void aDeletedIssueIsCancelledWithTheReasonAndOneThatIsThereIsNot() {
        Issue issue = colony.in("analyzing");

        tell(Webhooks.issue("deleted", 1));
        assertThat(colony.state(issue)).isEqualTo("analyzing");

        host.issues.remove(issue.key());
        tell(Webhooks.issue("deleted", 1));
        assertThat(colony.state(issue)).isEqualTo("cancelled");
        assertThat(reason(issue)).contains("deleted there or transferred");
    }

    @Test
    void aPullRequestThatIsClosedStopsTheWorkAndOpenedAgainLetsItGoOn() {
        Issue issue = colony.in("in-review");
        host.pullRequest(77, "colony/1-abc", HostFixture.HEAD, "main", State.CLOSED);

        tell(pullRequest("closed"));
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");

        host.pullRequest(77, "colony/1-abc", HostFixture.HEAD, "main", State.OPEN);
        tell(pullRequest("reopened"));
        assertThat(colony.state(issue)).isEqualTo("in-review");
        assertThat(reason(issue)).contains("opened again by olga");
    }

    @Test
    void aPullRequestThatLeadsElsewhereNowNeedsAPerson() {
        Issue issue = colony.in("merge-pending");
        host.pullRequest(77, "colony/1-abc", HostFixture.HEAD, "release", State.OPEN);

        tell(pullRequest("edited"));

        assertThat(colony.state(issue)).isEqualTo("failure-blocked");
        assertThat(reason(issue)).contains("from main to release by olga");
    }

    @Test
    void aPersonsPushGoesBackToReviewAndAMergeIsDone() {
        Issue issue = colony.in("human-review-ready");
        host.tips.put("colony/1-abc", OTHER);

        tell(Webhooks.of("push", "'ref': 'refs/heads/colony/1-abc', 'deleted': false, 'after': '" + OTHER + "'"));
        assertThat(colony.state(issue)).isEqualTo("in-review");

        host.pullRequest(77, "colony/1-abc", OTHER, "main", State.MERGED);
        tell(pullRequest("closed"));
        assertThat(colony.state(issue)).isEqualTo("done");
    }

    @Test
    void aDeletedBranchIsForAPersonAndSaidAsWhatItIs() {
        Issue issue = colony.in("in-review");
        host.tips.clear();

        tell(Webhooks.of(
                "push", "'ref': 'refs/heads/colony/1-abc', 'deleted': true, 'after': '" + "0".repeat(40) + "'"));

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(reason(issue)).contains("was deleted by olga");
    }

    @Test
    void checksAndAMovedBaseWakeTheMergeThatWaitsForThemAndNoOther() {
        Issue issue = colony.in("merge-pending");
        for (String[] event : new String[][] {
            {"status", "'sha': '" + HostFixture.HEAD + "'"},
            {"push", "'ref': 'refs/heads/main', 'deleted': false, 'after': '" + OTHER + "'"}
        }) {
            park(issue, "checks of the code host: build");
            tell(Webhooks.of(event[0], event[1]));
            assertThat(colony.count(
                            "select count(*) from tasks where issue_id = ? and state = 'queued'"
                                    + " and held_until is null",
                            issue.id()))
                    .as(event[0])
                    .isEqualTo(1);

            park(issue, "a back-off");
            tell(Webhooks.of(event[0], event[1]));
            assertThat(colony.count(
                            "select count(*) from tasks where held_until is not null and issue_id = ?", issue.id()))
                    .isEqualTo(1);
        }
        assertThat(colony.state(issue)).isEqualTo("merge-pending");
    }

    private void park(Issue issue, String waitsFor) {
        colony.store.execute(
                "update tasks set run_after = now() + interval '100 years', held_until = now() + interval '100 years',"
                        + " waits_for = ? where issue_id = ? and state = 'queued'",
                waitsFor,
                issue.id());
    }

    @Test
    void anApprovalOfTheHeadByWhoeverMayWriteAndHadNoHandInItApprovesOnce() {
        Issue issue = colony.in("human-review-ready");
        verdict(issue);
        for (String who : new String[] {"mallory", "ann", "colony-app[bot]", "other[bot]"}) {
            host.people.putIfAbsent("ann", io.colony.engine.forge.Forge.Permission.WRITE);
            review(host.review(77, who, Verdict.APPROVED, HostFixture.HEAD, ""));
            assertThat(colony.state(issue)).as(who).isEqualTo("human-review-ready");
        }
        review(host.review(77, "rita", Verdict.APPROVED, OTHER, ""));
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");

        long approval = host.review(77, "rita", Verdict.APPROVED, HostFixture.HEAD, "Fine.");
        review(approval);
        assertThat(colony.state(issue)).isEqualTo("merge-pending");
        review(approval);
        assertThat(colony.count("select count(*) from approvals where withdrawn_at is null"))
                .isEqualTo(1);

        host.dismiss(77, approval);
        review(approval);
        assertThat(colony.count("select count(*) from approvals where withdrawn_at is null"))
                .isZero();
    }

    @Test
    void changesThatAPersonAsksForGoBackToTheBuilder() {
        Issue issue = colony.in("human-review-ready");

        review(host.review(77, "rita", Verdict.CHANGES_REQUESTED, HostFixture.HEAD, "No<!-- and more --> tests."));

        assertThat(colony.state(issue)).isEqualTo("changes-requested");
        assertThat(reason(issue)).isEqualTo("request-changes by rita: No tests.");
    }

    @Test
    void whatAStrangersReviewSaysIsNotEvenRead() {
        Issue issue = colony.in("human-review-ready");
        long strangers = host.review(77, "mallory", Verdict.CHANGES_REQUESTED, HostFixture.HEAD, "x".repeat(60_000));
        long ours = host.review(77, "rita", Verdict.CHANGES_REQUESTED, HostFixture.HEAD, "No.");

        review(strangers);
        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        review(ours);

        assertThat(colony.state(issue)).isEqualTo("changes-requested");
        assertThat(host.readReviews).containsExactly(ours);
    }

    @Test
    void noMoreOfAReviewIsReadThanCanBeUsed() {
        Issue issue = colony.in("human-review-ready");
        long id = host.review(77, "rita", Verdict.CHANGES_REQUESTED, HostFixture.HEAD, "See below.");
        AtomicInteger read = new AtomicInteger();
        host.atLines.put(id, new AbstractList<>() {
            @Override
            public PullRequestReview.LineComment get(int index) {
                read.incrementAndGet();
                return new PullRequestReview.LineComment("src/A.java", OptionalInt.of(index), "x".repeat(50_000));
            }

            @Override
            public int size() {
                return 10_000;
            }
        });

        review(id);

        assertThat(reason(issue)).hasSizeLessThan(5_000).contains("src/A.java:0: xxx");
        assertThat(read).hasValueLessThan(5);
    }

    @Test
    void whatAReviewSaysAtLinesGoesToTheBuilderToo() {
        Issue issue = colony.in("human-review-ready");
        long id = host.review(77, "rita", Verdict.CHANGES_REQUESTED, HostFixture.HEAD, "See below.");
        host.atLines.put(
                id,
                List.of(
                        new PullRequestReview.LineComment("src/A.java", OptionalInt.of(12), "Loses <!-- all --> data."),
                        new PullRequestReview.LineComment("README.md", OptionalInt.empty(), "Say so.")));

        review(id);

        assertThat(reason(issue))
                .isEqualTo("request-changes by rita: See below.\n\nsrc/A.java:12: Loses  data.\n\nREADME.md: Say so.");
    }

    private void review(long id) {
        tell(Webhooks.of(
                "pull_request_review",
                "'action': 'submitted', 'pull_request': {'number': 77}, 'review': {'id': " + id + "}"));
    }

    private void verdict(Issue issue) {
        colony.store.execute("""
                with run as (
                  insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, started_at)
                  select t.issue_id, t.id, 'review', 1, 1, ?, now() from tasks t where t.issue_id = ? limit 1 returning id)
                insert into verdicts (issue_id, run_id, head_sha, base_sha, policy_version, verdict, content, created_at)
                select ?, run.id, ?, ?, '1', 'APPROVE', '{}', now() from run
                """, colony.store.workerId, issue.id(), issue.id(), HostFixture.HEAD, HostFixture.BASE);
    }

    @Test
    void aRenamedRepositoryKeepsItsIssuesAndIsFoundByItsOldName() {
        Issue issue = colony.in("analyzing");
        host.info.set(new RepositoryInfo("acme/store", "trunk", "none", Optional.of("4711")));

        tell(Webhooks.of("repository", "'action': 'renamed'"));

        assertThat(colony.find(new IssueKey("acme/store", 1)).id()).isEqualTo(issue.id());
        assertThat(colony.find(new IssueKey("acme/shop", 1)).key()).isEqualTo(new IssueKey("acme/store", 1));
        assertThat(colony.store.query(String.class, "select slug || ' ' || default_branch from repositories"))
                .isEqualTo("acme/store trunk");
        assertThat(colony.count("select count(*) from audit_log where action = 'repository-restated'"))
                .isEqualTo(1);
    }

    @Test
    void anotherRepositoryOfTheSameNameIsNotTakenForOurs() {
        host.info.set(new RepositoryInfo("acme/shop", "evil", "none", Optional.of("666")));

        tell(Webhooks.of("repository", "'action': 'renamed'"));

        assertThat(colony.store.query(String.class, "select default_branch from repositories"))
                .isEqualTo("main");
    }

    @Test
    void whileTheCodeHostIsAwayItIsTriedAgainLaterAndPutAsideInTheEndWhereRedeliveryTriesOnceMore() {
        host.file(5, "olga", "colony");
        host.labellers.put("acme/shop#5 colony", "olga");
        host.trouble.set(Optional.of(ForgeException.temporary("502 Bad gateway")));
        Webhooks.Sent sent = Webhooks.issue("labeled", 5);

        tell(sent);
        assertThat(colony.work()).as("not before its time").isZero();
        for (int attempt = 1; attempt < WebhookProcessor.TRIES; attempt++) {
            colony.store.clock.advance(Duration.ofHours(1));
            assertThat(colony.work()).as("try %s", attempt + 1).isEqualTo(1);
        }
        colony.store.clock.advance(Duration.ofHours(2));
        assertThat(colony.work()).isZero();
        assertThat(colony.store.query(String.class, "select error from webhook_deliveries where failed_at is not null"))
                .isEqualTo("502 Bad gateway");
        WebhookTrouble seen = new WebhookTrouble(
                SentinelQueries.postgres(colony.store.database, colony.store.issues, Repositories.postgres()));
        assertThat(seen.look(colony.store.clock.instant()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.subject() + ": " + finding.reason())
                        .startsWith("acme/shop: 1 webhooks were put aside")
                        .endsWith("502 Bad gateway"));

        host.trouble.set(Optional.empty());
        assertThat(sent.to(entrance).result()).isEqualTo(WebhookResult.AGAIN);
        assertThat(colony.work()).isEqualTo(1);
        assertThat(colony.known(5)).isTrue();
        assertThat(seen.look(colony.store.clock.instant())).isEmpty();
    }

    @Test
    void aHostThatAsksToBeLeftAloneIsLeftAloneWithAllOfThem() {
        host.trouble.set(Optional.of(ForgeException.rateLimited("403", Duration.ofMinutes(10))));
        tell(Webhooks.issue("closed", 1));
        host.trouble.set(Optional.empty());
        long asked = host.asked.get();

        tell(Webhooks.issue("closed", 2));
        assertThat(host.asked.get()).isEqualTo(asked);

        colony.store.clock.advance(Duration.ofMinutes(10));
        assertThat(colony.work()).isEqualTo(2);
    }

    @Test
    void aProcessorThatDiesBetweenDecisionAndRecordIsFollowedByOneThatChangesNothingTwice() {
        Issue issue = colony.in("analyzing");
        host.setOpen(issue.key(), false);
        assertThat(Webhooks.issue("closed", 1).to(entrance).result()).isEqualTo(WebhookResult.ACCEPTED);
        var claimed = colony.store.database.inTransaction(transaction -> colony.deliveries.claim(
                transaction,
                java.util.Set.of("github"),
                colony.store.clock.instant(),
                colony.store.clock.instant().plusSeconds(60)));
        colony.news.told("github", claimed.orElseThrow().signal());
        long version = colony.store.issue(issue.id()).version();
        assertThat(colony.work()).isZero();

        colony.store.clock.advance(Duration.ofMinutes(2));
        assertThat(colony.work()).isEqualTo(1);

        assertThat(colony.store.issue(issue.id()).version()).isEqualTo(version);
        assertThat(colony.state(issue)).isEqualTo("cancelled");
    }

    @Test
    void twoProcessorsAtOnceApplyEachOnce() throws Exception {
        for (long number = 10; number < 40; number++) {
            host.file(number, "olga", "colony");
            host.labellers.put("acme/shop#" + number + " colony", "olga");
            Webhooks.issue("labeled", number).to(entrance);
            Webhooks.issue("labeled", number).to(entrance);
        }
        WebhookProcessor other = colony.processor();
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> one = threads.submit(() -> drain(start, colony.processor));
            Future<?> two = threads.submit(() -> drain(start, other));
            start.countDown();
            one.get(30, TimeUnit.SECONDS);
            two.get(30, TimeUnit.SECONDS);
        }
        colony.work();

        assertThat(colony.count("select count(*) from issues")).isEqualTo(30);
        assertThat(colony.count("select count(*) from state_transitions where outcome = 'triggered'"))
                .isEqualTo(30);
        assertThat(colony.count("select count(*) from webhook_deliveries where processed_at is null"))
                .isZero();
    }

    private static Object drain(CountDownLatch start, WebhookProcessor processor) throws InterruptedException {
        start.await();
        while (processor.step()) {
            // Until nothing is left that the other has not.
        }
        return processor;
    }

    @Test
    void oneThatIsTooMuchForTheMachineIsATryAndHoldsUpNoOther() {
        Issue issue = colony.in("in-review");
        host.poisoned.put(issue.key(), () -> {
            throw new StackOverflowError();
        });
        host.file(5, "olga", "colony");
        host.labellers.put("acme/shop#5 colony", "olga");
        assertThat(Webhooks.issue("edited", 1).to(entrance).result()).isEqualTo(WebhookResult.ACCEPTED);
        assertThat(Webhooks.issue("labeled", 5).to(entrance).result()).isEqualTo(WebhookResult.ACCEPTED);

        assertThat(colony.work()).isEqualTo(2);

        assertThat(colony.known(5)).isTrue();
        assertThat(colony.store.query(
                        String.class,
                        "select attempts || ' ' || error from webhook_deliveries where processed_at is null"))
                .isEqualTo("1 java.lang.StackOverflowError");
    }
}
