package io.colony.engine.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How work stands.
 *
 * @param workers live ones first
 * @param sentinel who leads the Sentinel; empty while nobody does
 * @param lanes by executor, then by repository
 * @param breakers open ones first, those included that only count failures
 * @param deadLetters how many tasks were given up and have no newer one
 * @param outbox what is to be told to code hosts
 * @param webhooks what code hosts told
 */
public record QueueFigures(
        List<WorkerEntry> workers,
        Optional<String> sentinel,
        List<LaneEntry> lanes,
        List<BreakerEntry> breakers,
        @JsonProperty("dead_letters") long deadLetters,
        Backlog outbox,
        Backlog webhooks) {
    /**
     * What is still to be done of a stream.
     *
     * @param waiting not done yet
     * @param oldest since when the first of them waits
     * @param givenUp put aside, until somebody has it tried again; or failed often and tried every hour
     */
    public record Backlog(
            long waiting,
            Optional<Instant> oldest,
            @JsonProperty("given_up") long givenUp) {}
}
