package io.colony.engine.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.colony.engine.ledger.Usd;

/**
 * The figures at the top of the home page.
 *
 * @param waiting issues that are known and not picked up
 * @param inFlight issues that a stage runs for, or that wait for a worker
 * @param blocked issues that wait for other issues or for an operator
 * @param awaitingPerson issues that wait for somebody's answer or decision
 * @param costToday what all repositories have spent in the present UTC day
 * @param reservedToday what runs under way may still spend of today's ceilings
 * @param workersLive workers that reported within the last minute and have not stopped
 * @param queueDepth tasks that wait for a worker
 * @param tasksRunning tasks that a worker holds
 * @param deadLetters tasks that were given up and whose issue has no newer one
 */
public record Overview(
        long waiting,
        long inFlight,
        long blocked,
        long awaitingPerson,
        long done,
        long cancelled,
        @JsonProperty("cost_today_usd") Usd costToday,
        @JsonProperty("reserved_today_usd") Usd reservedToday,
        long workersLive,
        long queueDepth,
        long tasksRunning,
        long deadLetters) {}
