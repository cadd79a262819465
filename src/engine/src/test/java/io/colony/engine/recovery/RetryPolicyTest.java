package io.colony.engine.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {
    private static final RandomGenerator NO_JITTER = () -> 0L;

    private final RetryPolicy policy = new RetryPolicy(RetrySettings.defaults(), NO_JITTER);

    @ParameterizedTest(name = "{0}: {1} failures are tried again")
    @CsvSource({"TRANSIENT, 3", "STALLED, 2", "CONTENT, 2", "PERMANENT, 0", "BUDGET, 0"})
    void triesAgainAsOftenAsTheContractSays(FailureClass failureClass, int retries) {
        for (int before = 0; before < retries; before++) {
            assertThat(decide(failureClass, before)).isInstanceOf(RetryDecision.Retry.class);
        }
        assertThat(decide(failureClass, retries))
                .isInstanceOfSatisfying(
                        RetryDecision.GiveUp.class,
                        giveUp -> assertThat(giveUp.reason())
                                .contains(retries == 0 ? "attempt 1" : "failure number " + (retries + 1)));
    }

    @Test
    void waitsForAModelProviderWithoutEndAndWithoutCountingAttempts() {
        assertThat(decide(FailureClass.PROVIDER, 1_000))
                .isEqualTo(new RetryDecision.Retry(Duration.ofMinutes(5), false));
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "STALLED", "CONTENT"})
    void countsEveryOtherRetryAsAnAttempt(FailureClass failureClass) {
        assertThat(decide(failureClass, 0))
                .isInstanceOfSatisfying(
                        RetryDecision.Retry.class,
                        retry -> assertThat(retry.countsAsAttempt()).isTrue());
    }

    @Test
    void doublesTheDelayUpToTheLongest() {
        List<Duration> delays = new ArrayList<>();
        for (int before = 0; before < 8; before++) {
            if (decide(FailureClass.PROVIDER, before) instanceof RetryDecision.Retry retry) {
                delays.add(retry.delay());
            }
        }

        assertThat(delays.stream().map(Duration::toSeconds)).containsExactly(5L, 10L, 20L, 40L, 80L, 160L, 300L, 300L);
    }

    @Test
    void takesAtMostTheJitterOffADelay() {
        RetryPolicy chance = new RetryPolicy(RetrySettings.defaults(), new SplittableRandom(7));
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            if (chance.decide(FailureClass.TRANSIENT, Map.of(), 1) instanceof RetryDecision.Retry retry) {
                delays.add(retry.delay().toMillis());
            }
        }

        assertThat(delays).hasSize(1_000).allMatch(delay -> delay >= 3_500 && delay <= 5_000);
        assertThat(delays.stream().distinct().count()).isGreaterThan(100);
    }

    @Test
    void countsEachClassOnItsOwn() {
        assertThat(policy.decide(FailureClass.TRANSIENT, Map.of("stalled", 9, "transient", 2), 12))
                .isInstanceOf(RetryDecision.Retry.class);
    }

    @Test
    void honoursALongerWaitThatTheOtherSideAskedFor() {
        RetryDecision.Retry retry = new RetryDecision.Retry(Duration.ofSeconds(5), true);

        assertThat(retry.atLeast(Duration.ofSeconds(60)).delay()).isEqualTo(Duration.ofSeconds(60));
        assertThat(retry.atLeast(Duration.ofSeconds(1)).delay()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> new RetrySettings(3, 2, 3, Duration.ofSeconds(5), Duration.ofSeconds(1), 0))
                .hasMessageContaining("longest");
        assertThatThrownBy(() -> new RetrySettings(3, 2, 3, Duration.ZERO, Duration.ZERO, 2))
                .hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> new RetrySettings(-1, 2, 3, Duration.ZERO, Duration.ZERO, 0))
                .hasMessageContaining("negative");
    }

    private RetryDecision decide(FailureClass failureClass, int before) {
        return policy.decide(failureClass, Map.of(failureClass.slug(), before), before + 1);
    }
}
