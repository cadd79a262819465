package io.jenkins.plugins.colony.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import io.colony.engine.status.IssueSummary;
import io.colony.engine.workflow.IssueState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EndedJobsTest {
    private static final Instant BEFORE = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void goWhenTheIssueHasBeenAtItsEndForLongEnough() {
        assertThat(EndedJobs.ended(issue("done", BEFORE.minusSeconds(1)), BEFORE))
                .isTrue();
        assertThat(EndedJobs.ended(issue("cancelled", BEFORE.minusSeconds(1)), BEFORE))
                .isTrue();
    }

    @Test
    void stayUntilThen() {
        assertThat(EndedJobs.ended(issue("done", BEFORE), BEFORE)).isFalse();
    }

    @Test
    void stayWhereTheIssueOnlyWaits() {
        assertThat(EndedJobs.ended(issue("paused", BEFORE.minusSeconds(1)), BEFORE))
                .isFalse();
    }

    private static IssueSummary issue(String state, Instant since) {
        return new IssueSummary(
                1,
                new IssueKey("acme/shop", 1),
                "Title",
                new IssueState(state),
                since,
                List.of(),
                1,
                Usd.ZERO,
                Optional.empty(),
                Optional.empty());
    }
}
