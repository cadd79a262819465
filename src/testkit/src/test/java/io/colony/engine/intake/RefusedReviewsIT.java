package io.colony.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.forge.Forge.ForgeComment;
import io.colony.engine.forge.Forge.Permission;
import io.colony.engine.forge.HostSignal;
import io.colony.engine.forge.PullRequestReview.Verdict;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reviews on the code host that cannot be carried out, which a click gives without a word about it. */
class RefusedReviewsIT {
    private static final IssueKey PULL_REQUEST = new IssueKey("acme/shop", 77);

    private final HostFixture colony = new HostFixture();
    private final ScriptedHost host = colony.host;

    @AfterEach
    void stop() {
        colony.close();
    }

    private HostDecision approved(String who) {
        return told(host.review(77, who, Verdict.APPROVED, HostFixture.HEAD, ""));
    }

    private HostDecision told(long review) {
        return colony.news.told("github", new HostSignal.Reviewed("acme/shop", 77, review, ""));
    }

    private List<String> answers() {
        colony.deliver();
        return host.comments(PULL_REQUEST)
                .filter(comment -> comment.author().equals(ScriptedHost.BOT))
                .map(ForgeComment::body)
                .toList();
    }

    @Test
    void anApprovalThatComesBeforeTheVerdictIsAnsweredAndCountsOnceThereIsOne() {
        Issue issue = colony.in("human-review-ready");
        long review = host.review(77, "rita", Verdict.APPROVED, HostFixture.HEAD, "");

        assertThat(told(review)).isInstanceOf(HostDecision.Refused.class);
        assertThat(told(review)).isInstanceOf(HostDecision.Refused.class);

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(answers())
                .singleElement()
                .asString()
                .contains("The review by rita", "No Inspector has judged " + HostFixture.HEAD, "/colony:retry");

        verdict(issue);
        told(review);
        assertThat(colony.state(issue)).isEqualTo("merge-pending");
    }

    @Test
    void whoeverHadAHandInTheChangeIsToldOnceThatItIsNotTheirsToApprove() {
        Issue issue = colony.in("human-review-ready");
        host.people.put("ann", Permission.WRITE);
        long review = host.review(77, "ann", Verdict.APPROVED, HostFixture.HEAD, "");

        assertThat(told(review)).isInstanceOf(HostDecision.Refused.class);
        assertThat(told(review)).isInstanceOf(HostDecision.Ignored.class);
        verdict(issue);
        told(review);

        assertThat(colony.state(issue)).isEqualTo("human-review-ready");
        assertThat(answers()).singleElement().asString().contains("ann wrote acme/shop#1");
    }

    @Test
    void whoeverMayNotWriteIsNotAnswered() {
        colony.in("human-review-ready");

        assertThat(approved("mallory")).isInstanceOf(HostDecision.Refused.class);
        assertThat(approved("mallory")).isInstanceOf(HostDecision.Refused.class);

        assertThat(answers()).isEmpty();
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
}
