package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import org.junit.jupiter.api.Test;

class StraightWayIT extends WithColony {
    @Test
    void anIssueGoesFromIntakeToMergedAndEveryStepLeavesItsRows() {
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();

        assertThat(colony.path(issue))
                .containsExactly(
                        "unlabeled",
                        "new",
                        "analyzing",
                        "ready-for-dev",
                        "in-development",
                        "in-review",
                        "merge-pending",
                        "done");
        assertThat(colony.host().text(colony.main(), "greeting.txt")).contains("hello\nworld\n");
        assertThat(colony.now(issue).mergeSha()).contains(colony.main());
        assertThat(colony.list("select stage || ' ' || outcome || ' ' || end_kind from agent_runs order by id"))
                .containsExactly(
                        "analyze planned completed",
                        "develop submitted completed",
                        "review approve completed",
                        "merge merged completed");
        assertThat(colony.list("select role || ' ' || stage || ' ' || usd || ' ' || estimated from cost_events"
                        + " order by id"))
                .containsExactly(
                        "Surveyor analyze 0.100000 false",
                        "Builder develop 0.100000 false",
                        "Inspector review 0.100000 false",
                        "Marshal merge 0.000000 false");
        assertThat(colony.list("select state from reservations")).containsOnly("settled");
        assertThat(colony.list("select kind from attempt_artifacts order by id"))
                .containsExactly("plan", "development", "evidence", "findings");
        assertThat(colony.one("select gate || ' ' || result from gate_results")).isEqualTo("check pass");
        assertThat(colony.one("select verdict from verdicts where voided_at is null and head_sha = ?", head(issue)))
                .isEqualTo("APPROVE");
        assertThat(colony.list("select kind || ' ' || state from forge_intents order by id"))
                .containsExactly("push done", "pull-request done", "merge done");
        assertThat(colony.list("select state from tasks")).containsOnly("done");
        assertThat(colony.list("select 1 from audit_log where action = 'transition'"))
                .hasSize(7);
        assertThat(colony.list("select text from transcripts where kind = 'started'"))
                .hasSize(3);
    }

    @Test
    void theCodeHostIsToldAndTheIssueIsClosedThere() {
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();
        assertThat(colony.deliver()).isPositive();

        assertThat(colony.forge.forge().issue(issue.key()).open()).isFalse();
        assertThat(colony.forge.forge().issue(issue.key()).labels()).containsExactly("colony:done");
        assertThat(colony.forge.forge().statuses(StageFixture.SLUG, head(issue)))
                .extracting(status -> status.context() + " " + status.state())
                .containsExactlyInAnyOrder("colony/checks SUCCESS", "colony/review SUCCESS", "colony/merge SUCCESS");
        assertThat(colony.list("select body from local_comments where marker like 'review-run-%'"))
                .hasSize(1);
    }
}
