package io.colony.web.host.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import io.colony.engine.status.CostPart;
import io.colony.engine.status.IssueStanding;
import io.colony.engine.workflow.IssueState;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What scripts get: plain values, and never nothing. */
class AnswersTest {
    @Test
    void figuresAreDecimalsAndWholeNumbers() {
        Answer answer = CostQuestion.answer("acme/shop", new CostPart("", 3, 1_200, 90, Usd.of("1.25"), Usd.of("0.5")));
        assertThat(answer)
                .isEqualTo(new Answer.Done(
                        Map.of(
                                "usd", new BigDecimal("1.250000"),
                                "estimatedUsd", new BigDecimal("0.500000"),
                                "runs", 3L,
                                "inputTokens", 1_200L,
                                "outputTokens", 90L),
                        "acme/shop has cost $1.25 in 3 runs."));
    }

    @Test
    void aGateLetsThroughWhatStandsWhereItHasTo() {
        assertThat(gate("done, human-review-ready", "", false).judge(standing("human-review-ready", "APPROVE")))
                .isEqualTo(new Answer.Done(
                        Map.of("state", "human-review-ready", "verdict", "APPROVE", "head", "abc"),
                        "acme/shop#7 is human-review-ready, verdict APPROVE."));
    }

    @Test
    void aGateFailsOrHolds() {
        IssueStanding atWork = standing("in-development", "");
        assertThat(gate("done", "", false).judge(atWork)).isInstanceOf(Answer.Refused.class);
        assertThat(gate("done", "", true).judge(atWork)).isInstanceOf(Answer.NotYet.class);
        assertThat(gate("", "approve", true).judge(atWork)).isInstanceOf(Answer.NotYet.class);
    }

    @Test
    void whatHasEndedIsNotWaitedFor() {
        assertThat(gate("done", "", true).judge(standing("cancelled", ""))).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void aReviewIsOverWhenItWasAskedForOrWhenTheVerdictIsThere() {
        assertThat(ReviewQuestion.judge(false, standing("in-review", ""))).isInstanceOf(Answer.Done.class);
        assertThat(ReviewQuestion.judge(true, standing("in-review", ""))).isInstanceOf(Answer.NotYet.class);
        assertThat(ReviewQuestion.judge(true, standing("reviewed", "CHANGES_REQUESTED")))
                .isInstanceOf(Answer.Done.class);
        assertThat(ReviewQuestion.judge(true, standing("cancelled", ""))).isInstanceOf(Answer.Refused.class);
    }

    private static GateQuestion gate(String state, String verdict, boolean wait) {
        return GateQuestion.parse("acme/shop#7", state, verdict, wait);
    }

    private static IssueStanding standing(String state, String verdict) {
        Optional<String> given = Optional.of(verdict).filter(word -> !word.isEmpty());
        return new IssueStanding(IssueKey.parse("acme/shop#7"), new IssueState(state), given, given.map(word -> "abc"));
    }
}
