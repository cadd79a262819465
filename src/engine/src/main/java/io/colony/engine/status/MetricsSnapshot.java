package io.colony.engine.status;

import io.colony.engine.ledger.Usd;
import io.colony.engine.workflow.IssueState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Figures of the whole installation as of one instant. Nothing in it names an issue, a repository or a person.
 *
 * @param issues by state, those of {@code colony-default} without an issue included
 * @param lanes by executor, the built-in ones without a task included
 * @param deadLetters tasks that were given up and have no newer one
 * @param openBreakers by scope, those without one included
 * @param findings what the Sentinel sees at present
 * @param waitingForMoney issues that a ceiling holds up
 * @param dispatchStopped whether the kill switch is on
 * @param sentinelLed whether a program leads the Sentinel
 * @param delivered since the store began
 */
public record MetricsSnapshot(
        List<StateCount> issues,
        List<Lane> lanes,
        Workers workers,
        long deadLetters,
        Map<String, Long> openBreakers,
        Findings findings,
        long waitingForMoney,
        boolean dispatchStopped,
        boolean sentinelLed,
        Money money,
        Stream outbox,
        Stream webhooks,
        Stream notices,
        DeliveryCounts delivered) {
    public MetricsSnapshot {
        issues = List.copyOf(issues);
        lanes = List.copyOf(lanes);
        openBreakers = Map.copyOf(openBreakers);
    }

    /** How many issues are in a state. */
    public record StateCount(IssueState state, long issues) {}

    /**
     * An executor's tasks.
     *
     * @param due may be claimed now
     * @param held wait for a time to come
     * @param running a worker holds them
     * @param oldestDue for how long the first of those due could have been claimed; empty where none is due
     */
    public record Lane(String executor, long due, long held, long running, Optional<Duration> oldestDue) {}

    /**
     * Workers that reported within the last minute and have not stopped.
     *
     * @param busy of those, which hold a task
     */
    public record Workers(long live, long busy) {}

    /** What the Sentinel sees, by whether people are to know of it. */
    public record Findings(long forPeople, long others) {}

    /**
     * What was spent, by UTC days and months.
     *
     * @param reserved what runs under way may still spend of today's ceilings
     * @param events cost events ever booked
     */
    public record Money(Usd today, Usd month, Usd reserved, long events) {}

    /**
     * What is still to be done of a stream.
     *
     * @param oldest for how long the first of them waits; empty where none does
     * @param givenUp put aside until somebody has it tried again; or failed often and tried every hour
     */
    public record Stream(long waiting, Optional<Duration> oldest, long givenUp) {}
}
