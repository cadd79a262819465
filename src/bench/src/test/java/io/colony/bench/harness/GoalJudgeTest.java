package io.colony.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.bench.BenchException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GoalJudgeTest {
    private static final Goal GOAL =
            Goal.atLeast("ours / limit", "ours", "limit", 0.8).gatedAt(0.1);

    private final GoalJudge judge = new GoalJudge(false);

    @Test
    void dividesByTheMeanOfTheLimitBeforeAndAfter() {
        GoalResult result = judge.judge("queue", GOAL, List.of(round(90, 80, 110)));

        assertThat(result.median()).isEqualTo(80 / 100.0);
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void takesTheMedianOfTheRoundsWithLeastAndMost() {
        GoalResult result =
                judge.judge("queue", GOAL, List.of(round(100, 95, 100), round(100, 50, 100), round(100, 70, 100)));

        assertThat(List.of(result.min(), result.median(), result.max())).containsExactly(0.5, 0.7, 0.95);
        assertThat(result.verdict()).isEqualTo(Verdict.FALL_SHORT);
    }

    @Test
    void leavesOutARoundInWhichTheLimitMovedByMoreThanHalf() {
        GoalResult result =
                judge.judge("queue", GOAL, List.of(round(100, 90, 100), round(100, 10, 151), round(100, 90, 150)));

        assertThat(result.min()).isGreaterThan(0.7);
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void isInconclusiveWhereTheLimitMovedInMostRounds() {
        GoalResult result =
                judge.judge("queue", GOAL, List.of(round(100, 10, 200), round(100, 10, 200), round(100, 90, 100)));

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void isInconclusiveNotPassedWhereHalfOfTheRoundsAreSteady() {
        assertThat(judge.judge("queue", GOAL, List.of(round(100, 90, 200), round(100, 90, 100)))
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void failsHoweverFastWhereSomethingWasWrong() {
        Round wrong = new Round(List.of(
                reading("limit", Role.LIMIT, measured(100)),
                reading("ours", Role.OURS, measured(1_000).with(List.of("3 tasks were lost"))),
                reading("limit", Role.LIMIT, measured(100))));

        assertThat(judge.judge("queue", GOAL, List.of(round(100, 90, 100), wrong, round(100, 90, 100)))
                        .verdict())
                .isEqualTo(Verdict.FAILED);
    }

    @Test
    void comparesAFigureItselfWhereNothingIsNamedToDivideBy() {
        Goal p99 = Goal.atMost("p99 ms", Goal.Metric.P99, "ours", 50);

        assertThat(judge.judge("start", p99, List.of(round(1, 2, 1))).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judge.judge("start", p99, List.of(round(1, 60, 1))).verdict())
                .isEqualTo(Verdict.FALL_SHORT);
    }

    @Test
    void aShortRunIsHeldAgainstTheWideThresholdWhateverTheLimitDid() {
        assertThat(new GoalJudge(true)
                        .judge("queue", GOAL, List.of(round(100, 40, 400)))
                        .verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(new GoalJudge(true)
                        .judge("queue", GOAL, List.of(round(100, 5, 100)))
                        .verdict())
                .isEqualTo(Verdict.FALL_SHORT);
    }

    @Test
    void saysWhichFigureAGoalAsksForThatNobodyMeasured() {
        Goal wrong = Goal.atLeast("ours / nobody", "ours", "nobody", 1);

        assertThatThrownBy(() -> judge.judge("queue", wrong, List.of(round(1, 1, 1))))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("nobody");
    }

    static Round round(double before, double ours, double after) {
        return new Round(Stream.of(
                        reading("limit", Role.LIMIT, measured(before)),
                        reading("ours", Role.OURS, measured(ours)),
                        reading("limit", Role.LIMIT, measured(after)))
                .toList());
    }

    static Measured measured(double value) {
        return new Measured(value, "tasks/s", OptionalDouble.of(value / 2), OptionalDouble.of(value), List.of());
    }

    static Reading reading(String contender, Role role, Measured measured) {
        return new Reading("queue", contender, role, Map.of("connections", 20), measured, 1, 250, 1.5, "abc1234");
    }
}
