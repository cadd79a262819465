package io.colony.engine.config;

import io.colony.engine.recovery.BreakerSettings;
import io.colony.engine.recovery.RecoverySettings;
import io.colony.engine.recovery.RetrySettings;
import io.colony.engine.recovery.SentinelSettings;
import io.colony.engine.workflow.IssueState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads the settings below {@code recovery}. */
final class RecoveryReader {
    private static final String PREFIX = "recovery.";

    private RecoveryReader() {}

    /** Names and defaults, as text. */
    static Map<String, String> defaults() {
        RetrySettings retries = RetrySettings.defaults();
        BreakerSettings breakers = BreakerSettings.defaults();
        SentinelSettings sentinel = SentinelSettings.defaults();
        Map<String, String> defaults = new LinkedHashMap<>();
        put(defaults, "transient_retries", retries.transientRetries());
        put(defaults, "stalled_retries", retries.stalledRetries());
        put(defaults, "content_failures", retries.contentFailures());
        put(defaults, "first_delay", retries.firstDelay());
        put(defaults, "longest_delay", retries.longestDelay());
        put(defaults, "repository_failures", breakers.repositoryFailures());
        put(defaults, "repository_window", breakers.repositoryWindow());
        put(defaults, "cool_down", breakers.coolDown());
        put(defaults, "first_pause", breakers.firstPause());
        put(defaults, "longest_pause", breakers.longestPause());
        put(defaults, "longest_stated_pause", breakers.longestStatedPause());
        put(defaults, "unblocks", sentinel.unblocks());
        put(defaults, "unblock_delay", sentinel.unblockDelay());
        put(defaults, "oscillation", sentinel.oscillation());
        put(defaults, "spend_factor", sentinel.spendFactor());
        put(defaults, "survival", sentinel.survival());
        SentinelSettings.defaultAges().forEach((state, age) -> put(defaults, age(state), age));
        return defaults;
    }

    /**
     * Reads them.
     *
     * @param setting a setting by its full name, noted as shown to people
     * @param labelPrefix with its colon
     */
    static RecoverySettings read(Function<String, SettingValue> setting, String triggerLabel, String labelPrefix) {
        Function<String, SettingValue> below = name -> setting.apply(PREFIX + name);
        return new RecoverySettings(retries(below), breakers(below), sentinel(below, triggerLabel, labelPrefix));
    }

    private static RetrySettings retries(Function<String, SettingValue> below) {
        Duration first = below.apply("first_delay").duration();
        return new RetrySettings(
                below.apply("transient_retries").integer(0, 100),
                below.apply("stalled_retries").integer(0, 100),
                below.apply("content_failures").integer(1, 100),
                first,
                atLeast(below.apply("longest_delay"), first, "recovery.first_delay"),
                RetrySettings.defaults().jitter());
    }

    private static BreakerSettings breakers(Function<String, SettingValue> below) {
        Duration first = below.apply("first_pause").duration();
        return new BreakerSettings(
                below.apply("repository_failures").integer(1, 1_000),
                below.apply("repository_window").duration(),
                below.apply("cool_down").duration(),
                first,
                atLeast(below.apply("longest_pause"), first, "recovery.first_pause"),
                below.apply("longest_stated_pause").duration(),
                BreakerSettings.defaults().jitter());
    }

    private static SentinelSettings sentinel(
            Function<String, SettingValue> below, String triggerLabel, String labelPrefix) {
        Map<IssueState, Duration> ages = new LinkedHashMap<>();
        SentinelSettings.defaultAges()
                .keySet()
                .forEach(state -> ages.put(state, below.apply(age(state)).duration()));
        return new SentinelSettings(
                ages,
                below.apply("unblocks").integer(0, 20),
                below.apply("unblock_delay").duration(),
                below.apply("oscillation").integer(1, 1_000),
                below.apply("spend_factor").integer(2, 1_000),
                below.apply("survival").duration(),
                triggerLabel,
                labelPrefix);
    }

    private static Duration atLeast(SettingValue value, Duration least, String other) {
        if (value.duration().compareTo(least) < 0) {
            throw value.problem("is shorter than '" + other + "', which it bounds.");
        }
        return value.duration();
    }

    private static String age(IssueState state) {
        return "age_" + state.slug().replace('-', '_');
    }

    private static void put(Map<String, String> defaults, String name, int value) {
        defaults.put(PREFIX + name, Integer.toString(value));
    }

    private static void put(Map<String, String> defaults, String name, Duration value) {
        defaults.put(PREFIX + name, DurationText.format(value));
    }
}
