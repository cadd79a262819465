package io.jenkins.plugins.colony.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.stage.HostedWork.Ending;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageEndTest {
    @Test
    void isASuccessWhateverTheOutcomeOfACompletedStage() {
        assertThat(StageEnd.of(new Ending("changes-requested", "Two findings.", true), false))
                .isEqualTo(new StageEnd.Completed("changes-requested", "Two findings."));
        assertThat(StageEnd.of(new Ending("parked", "It waits for its turn.", true), false))
                .isInstanceOf(StageEnd.Completed.class);
    }

    @Test
    void isAFailureWithTheSentenceWhereTheRunFailed() {
        assertThat(StageEnd.of(new Ending("failed", "The agent hung.", false), false))
                .isEqualTo(new StageEnd.Failed("The agent hung."));
    }

    @Test
    void isNoFailureWhereTheTaskWasTakenAway() {
        assertThat(StageEnd.of(new Ending("revoked", "The issue was paused.", false), false))
                .isEqualTo(new StageEnd.TakenAway("The issue was paused."));
    }

    @Test
    void isAbortedWhereSomebodyAbortedTheBuild() {
        assertThat(StageEnd.of(new Ending("revoked", "Stopped.", false), true)).isEqualTo(new StageEnd.Aborted());
        assertThat(StageEnd.of(new Ending("ok", "Done.", true), true)).isEqualTo(new StageEnd.Aborted());
    }

    @Test
    void runsOnJava21AndLaterOnly() {
        assertThat(AgentJava.refusal("a1", Map.of("java.specification.version", "21")))
                .isEmpty();
        assertThat(AgentJava.refusal("a1", Map.of("java.specification.version", "25")))
                .isEmpty();
        assertThat(AgentJava.refusal("a1", Map.of("java.specification.version", "17")))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("Agent a1 runs Java 17").contains("21 or newer"));
        assertThat(AgentJava.refusal("a1", Map.of("java.specification.version", "1.8")))
                .isPresent();
        assertThat(AgentJava.refusal("a1", Map.of())).isPresent();
    }
}
