package io.jenkins.plugins.colony.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.process.StopSignal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunningWorkTest {
    private final RunningWork running = new RunningWork();

    @Test
    void asksWhatRunsToStopAndWaitsUntilItHasEnded() {
        StopSignal stage = new StopSignal();
        running.begin(stage);
        stage.onStop(() -> new Thread(() -> running.end(stage)).start());
        running.stopAll("Jenkins goes down", Duration.ofMinutes(1));
        assertThat(stage.reason()).contains("Jenkins goes down");
    }

    @Test
    void leavesWhatDoesNotEnd() {
        StopSignal stage = new StopSignal();
        running.begin(stage);
        running.stopAll("Jenkins goes down", Duration.ofMillis(1));
        assertThat(stage.stopped()).isTrue();
    }

    @Test
    void letsNothingBeginAfterwards() {
        running.stopAll("Jenkins goes down", Duration.ofMinutes(1));
        StopSignal late = new StopSignal();
        running.begin(late);
        assertThat(late.reason()).isEqualTo(Optional.of("Jenkins goes down"));
    }

    @Test
    void asksNothingThatHasEndedBefore() {
        StopSignal stage = new StopSignal();
        running.begin(stage);
        running.end(stage);
        running.stopAll("Jenkins goes down", Duration.ofMinutes(1));
        assertThat(stage.stopped()).isFalse();
    }
}
