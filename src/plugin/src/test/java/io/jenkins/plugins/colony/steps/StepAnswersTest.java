package io.jenkins.plugins.colony.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import io.colony.engine.status.CostPart;
import io.colony.engine.status.Expectation;
import io.colony.engine.status.IssueStanding;
import io.colony.engine.workflow.IssueState;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What scripts get: plain values, and never nothing. */
class StepAnswersTest {
    @Test
    void figuresAreDecimalsAndWholeNumbers() {
        Answer answer =
                ColonyCostStep.answer("acme/shop", new CostPart("", 3, 1_200, 90, Usd.of("1.25"), Usd.of("0.5")));
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
        assertThat(ColonyGateStep.judge(
                        Expectation.parse("done, human-review-ready", ""),
                        false,
                        standing("human-review-ready", "APPROVE")))
                .isEqualTo(new Answer.Done(
                        Map.of("state", "human-review-ready", "verdict", "APPROVE", "head", "abc"),
                        "acme/shop#7 is human-review-ready, verdict APPROVE."));
    }

    @Test
    void aGateFailsOrHolds() {
        IssueStanding atWork = standing("in-development", "");
        assertThat(ColonyGateStep.judge(Expectation.parse("done", ""), false, atWork))
                .isInstanceOf(Answer.Refused.class);
        assertThat(ColonyGateStep.judge(Expectation.parse("done", ""), true, atWork))
                .isInstanceOf(Answer.NotYet.class);
        assertThat(ColonyGateStep.judge(Expectation.parse("", "approve"), true, atWork))
                .isInstanceOf(Answer.NotYet.class);
    }

    @Test
    void whatHasEndedIsNotWaitedFor() {
        assertThat(ColonyGateStep.judge(Expectation.parse("done", ""), true, standing("cancelled", "")))
                .isInstanceOf(Answer.Refused.class);
    }

    @Test
    void aReviewIsOverWhenItWasAskedForOrWhenTheVerdictIsThere() {
        assertThat(ColonyReviewStep.judge(false, standing("in-review", ""))).isInstanceOf(Answer.Done.class);
        assertThat(ColonyReviewStep.judge(true, standing("in-review", ""))).isInstanceOf(Answer.NotYet.class);
        assertThat(ColonyReviewStep.judge(true, standing("reviewed", "CHANGES_REQUESTED")))
                .isInstanceOf(Answer.Done.class);
        assertThat(ColonyReviewStep.judge(true, standing("cancelled", ""))).isInstanceOf(Answer.Refused.class);
    }

    private static IssueStanding standing(String state, String verdict) {
        Optional<String> given = Optional.of(verdict).filter(word -> !word.isEmpty());
        return new IssueStanding(IssueKey.parse("acme/shop#7"), new IssueState(state), given, given.map(word -> "abc"));
    }
}
