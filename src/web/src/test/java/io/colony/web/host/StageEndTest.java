package io.colony.web.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.stage.HostedWork.Ending;
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
}
