package io.colony.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class OutputTest {
    private static final Goal GOAL = Goal.atLeast("ours / limit", "ours", "limit", 0.85);

    @Test
    void aReadingIsOneJsonObjectOnOneLine() {
        Reading reading = GoalJudgeTest.reading(
                "plain-jdbc",
                Role.LIMIT,
                new Measured(12_345.678, "tasks/s", OptionalDouble.of(1.5), OptionalDouble.empty(), List.of()));

        assertThat(JsonLines.line(reading))
                .isEqualTo("{\"bench\":\"queue\",\"role\":\"limit\",\"contender\":\"plain-jdbc\","
                        + "\"params\":{\"connections\":20},\"value\":12345.7,\"unit\":\"tasks/s\",\"p50_ms\":1.5,"
                        + "\"p99_ms\":null,\"rep\":1,\"fsync_us\":250,\"loadavg\":1.5,\"commit\":\"abc1234\"}");
    }

    @Test
    void whatWasWrongStandsInItsReading() {
        Reading reading = GoalJudgeTest.reading(
                "ours", Role.OURS, GoalJudgeTest.measured(100).with(List.of("3 tasks were lost")));

        assertThat(JsonLines.line(reading)).endsWith(",\"violations\":[\"3 tasks were lost\"]}");
    }

    @Test
    void whatElseWasSeenStandsInItsReadingAndBelowTheTable() {
        Reading first = GoalJudgeTest.reading(
                "ours", Role.OURS, GoalJudgeTest.measured(100).detailed(Map.of("pages_per_s", 40.0)));
        Reading second = GoalJudgeTest.reading(
                "ours", Role.OURS, GoalJudgeTest.measured(100).detailed(Map.of("pages_per_s", 60.0)));

        assertThat(JsonLines.line(first)).endsWith(",\"details\":{\"pages_per_s\":40}}");
        assertThat(MarkdownTable.of("2 cores", List.of(), List.of(first, second)))
                .contains("| queue | ours | pages_per_s | 50.0 | 40.0 - 60.0 |");
    }

    @Test
    void aJudgedGoalIsOneJsonObjectOnOneLine() {
        GoalResult result = new GoalResult("queue", GOAL, 0.9, 0.8123456, 1, Verdict.FALL_SHORT);

        assertThat(JsonLines.line(result))
                .isEqualTo("{\"goal\":\"ours / limit\",\"bench\":\"queue\",\"ratio_median\":0.9,\"min\":0.812346,"
                        + "\"max\":1,\"target\":0.85,\"sense\":\"at-least\",\"pass\":\"fall short\"}");
    }

    @Test
    void theTableHasTheGoalsAndEachContendersMedian() {
        List<Reading> readings = GoalJudgeTest.round(100, 90, 140).readings();
        GoalResult result = new GoalResult("queue", GOAL, 0.75, 0.7, 0.8, Verdict.INCONCLUSIVE);

        assertThat(MarkdownTable.of("2 cores", List.of(result), readings))
                .contains("| queue | ours / limit | 0.75 | 0.70 - 0.80 | ≥ 0.85 | inconclusive |")
                .contains("| queue | limit | limit | 120 tasks/s | 60.0 | 120 | connections=20 |")
                .contains("| queue | ours | ours | 90.0 tasks/s | 45.0 | 90.0 | connections=20 |");
    }
}
