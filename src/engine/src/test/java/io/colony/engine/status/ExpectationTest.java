package io.colony.engine.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.ColonyException;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.workflow.IssueState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectationTest {
    @Test
    void isMetByAnyOfTheStatesAndAnyOfTheVerdicts() {
        Expectation expected = Expectation.parse("done, human-review-ready ,", "approve,PARTIAL");

        assertThat(expected.isMet(standing("done", "PARTIAL"))).isTrue();
        assertThat(expected.isMet(standing("human-review-ready", "APPROVE"))).isTrue();
        assertThat(expected.isMet(standing("in-review", "APPROVE"))).isFalse();
        assertThat(expected.isMet(standing("done", "CHANGES_REQUESTED"))).isFalse();
        assertThat(expected).hasToString("State done or human-review-ready, verdict APPROVE or PARTIAL");
    }

    @Test
    void aVerdictThatIsNotThereIsNone() {
        assertThat(Expectation.parse("", "APPROVE").isMet(standing("done", ""))).isFalse();
        assertThat(Expectation.parse("done", "").isMet(standing("done", ""))).isTrue();
    }

    @Test
    void namesSomethingThatCanBeThere() {
        assertThatThrownBy(() -> Expectation.parse(" ,", "")).isInstanceOf(ColonyException.class);
        assertThatThrownBy(() -> Expectation.parse("All Done", "")).isInstanceOf(ColonyException.class);
    }

    private static IssueStanding standing(String state, String verdict) {
        return new IssueStanding(
                IssueKey.parse("acme/shop#7"),
                new IssueState(state),
                Optional.of(verdict).filter(word -> !word.isEmpty()),
                Optional.empty());
    }
}
