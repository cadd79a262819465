package io.colony.engine.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What was filed and how it ended. Each end of an issue counts on its own day: one that is merged, reopened and merged again
 * is filed once, reopened once and merged twice. Pull requests of people that are only reviewed do not count.
 *
 * @param merged changes of issues, by the Marshal or a person
 * @param firstPass of those, without rework and without a second implementation
 * @param cancelled closed without a merge
 * @param endedOtherwise epics whose parts are done
 * @param durations of those merged, the time since they were let in: by their label, by being filed, or by being reopened
 * @param rework of those merged, how many had 0, 1, 2, 3, and 4 or more rounds of rework on the change that was merged
 */
public record DeliveryCounts(
        long filed,
        long reopened,
        long merged,
        @JsonProperty("first_pass") long firstPass,
        long cancelled,
        @JsonProperty("ended_otherwise") long endedOtherwise,
        DurationHistogram durations,
        List<Long> rework) {
    /** Both together. */
    public DeliveryCounts plus(DeliveryCounts other) {
        return new DeliveryCounts(
                filed + other.filed,
                reopened + other.reopened,
                merged + other.merged,
                firstPass + other.firstPass,
                cancelled + other.cancelled,
                endedOtherwise + other.endedOtherwise,
                durations.plus(other.durations),
                IntStream.range(0, rework.size())
                        .mapToObj(rounds -> rework.get(rounds) + other.rework.get(rounds))
                        .toList());
    }

    /** The share of merged changes that needed no second go, from 0 to 1; empty where none was merged. */
    public Optional<Double> firstPassRate() {
        return merged == 0 ? Optional.empty() : Optional.of((double) firstPass / merged);
    }
}
