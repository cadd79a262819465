package io.colony.engine.retention;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long each class is kept.
 *
 * @param keep by class; a class that is missing is kept for ever
 */
public record RetentionSettings(Map<RetentionClass, Duration> keep) {
    /** Every class as long as {@link RetentionClass#byDefault} says. */
    public static final RetentionSettings DEFAULT = new RetentionSettings(
            Arrays.stream(RetentionClass.values()).collect(Collectors.toMap(each -> each, RetentionClass::byDefault)));

    public RetentionSettings {
        keep = Map.copyOf(keep);
    }

    /** Empty for ever. */
    public Optional<Duration> of(RetentionClass what) {
        return Optional.ofNullable(keep.get(what));
    }
}
