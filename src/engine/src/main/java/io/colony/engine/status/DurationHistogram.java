package io.colony.engine.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How long things took, counted in buckets that never change, so that those of several days can be added.
 *
 * @param bounds the upper bound of each bucket but the last; what took exactly that long is in the next one
 * @param counts one more than there are bounds: the last bucket has no end
 */
public record DurationHistogram(List<Duration> bounds, List<Long> counts) {
    public DurationHistogram {
        bounds = List.copyOf(bounds);
        counts = List.copyOf(counts);
    }

    /** Between two bounds. */
    public record Bucket(Duration from, Optional<Duration> to) {}

    /** Both together; they have the same bounds. */
    public DurationHistogram plus(DurationHistogram other) {
        return new DurationHistogram(
                bounds,
                IntStream.range(0, counts.size())
                        .mapToObj(bucket -> counts.get(bucket) + other.counts.get(bucket))
                        .toList());
    }

    /** How many things were counted. */
    public long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** In which bucket a percentile is, such as 50 or 90; empty where nothing was counted. */
    public Optional<Bucket> percentile(int percent) {
        long rank = Math.ceilDiv(total() * percent, 100);
        long below = 0;
        for (int bucket = 0; bucket < counts.size(); bucket++) {
            below += counts.get(bucket);
            if (below > 0 && below >= rank) {
                return Optional.of(bucket(bucket));
            }
        }
        return Optional.empty();
    }

    private Bucket bucket(int place) {
        return new Bucket(
                place == 0 ? Duration.ZERO : bounds.get(place - 1),
                place < bounds.size() ? Optional.of(bounds.get(place)) : Optional.empty());
    }
}
