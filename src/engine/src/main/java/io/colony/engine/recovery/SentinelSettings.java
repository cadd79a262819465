package io.colony.engine.recovery;

import io.colony.engine.workflow.IssueState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the Sentinel finds worth a word, and what it does by itself.
 *
 * @param ages after how long in a state an issue is overdue, by state; a state that is not named never is
 * @param unblocks how often an issue that was blocked for a transient cause is retried by itself; default 3
 * @param unblockDelay before the first of these; each further one waits twice as long; default 10 min
 * @param oscillation rounds of rework that count as going in circles; default 3
 * @param spendFactor how many times the usual spend is an anomaly; default 3
 * @param survival how long a merged change is watched; default 7 d
 * @param triggerLabel the label that lets an issue in; default {@code colony}
 * @param labelPrefix what our labels on the code host begin with; default {@code colony:}
 */
public record SentinelSettings(
        Map<IssueState, Duration> ages,
        int unblocks,
        Duration unblockDelay,
        int oscillation,
        int spendFactor,
        Duration survival,
        String triggerLabel,
        String labelPrefix) {
    public SentinelSettings {
        ages = Map.copyOf(ages);
    }

    /** The defaults named above. */
    public static SentinelSettings defaults() {
        return new SentinelSettings(
                defaultAges(), 3, Duration.ofMinutes(10), 3, 3, Duration.ofDays(7), "colony", "colony:");
    }

    /** Work that a program does is overdue after hours, what waits for people after days. */
    public static Map<IssueState, Duration> defaultAges() {
        Map<IssueState, Duration> ages = new LinkedHashMap<>();
        ages.put(IssueState.NEW, Duration.ofMinutes(15));
        ages.put(IssueState.PLANNING, Duration.ofHours(4));
        ages.put(IssueState.ANALYZING, Duration.ofHours(4));
        ages.put(IssueState.NEEDS_CLARIFICATION, Duration.ofDays(7));
        ages.put(IssueState.READY_FOR_DEV, Duration.ofDays(1));
        ages.put(IssueState.IN_DEVELOPMENT, Duration.ofHours(12));
        ages.put(IssueState.CHANGES_REQUESTED, Duration.ofDays(1));
        ages.put(IssueState.IN_REVIEW, Duration.ofHours(6));
        ages.put(IssueState.MERGE_PENDING, Duration.ofHours(4));
        ages.put(IssueState.HUMAN_REVIEW_READY, Duration.ofDays(3));
        ages.put(IssueState.DEPENDENCY_BLOCKED, Duration.ofDays(14));
        ages.put(IssueState.FAILURE_BLOCKED, Duration.ofDays(2));
        ages.put(IssueState.WAITING_FOR_SUBTASKS, Duration.ofDays(30));
        ages.put(IssueState.PAUSED, Duration.ofDays(14));
        return ages;
    }
}
