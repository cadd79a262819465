package io.colony.engine.gate;

import io.colony.engine.gate.TestReports.Limits;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Counts the tests of several reports. One thread. */
final class TestTally {
    private static final int LONGEST_NAME = 300;
    /** What Java prints for an object without a text of its own; another one in each run. */
    private static final Pattern OBJECT_HASH = Pattern.compile("@[0-9a-f]{4,16}\\b");

    private final Limits limits;
    private final Map<String, Map<Ending, Integer>> counts = new HashMap<>();

    private int tests;
    private long characters;

    /** How a test ended. */
    enum Ending {
        PASSED,
        FAILED,
        SKIPPED
    }

    TestTally(Limits limits) {
        this.limits = limits;
    }

    void add(String className, String name, Ending ending) {
        tests++;
        String identity = shortened(OBJECT_HASH.matcher(className + "#" + name).replaceAll("@"));
        characters += identity.length();
        counts.computeIfAbsent(identity, key -> new EnumMap<>(Ending.class)).merge(ending, 1, Integer::sum);
    }

    int tests() {
        return tests;
    }

    /** Whether there are more than are counted; then no more may be added. */
    boolean isFull() {
        return tests > limits.tests() || characters > limits.characters();
    }

    private static String shortened(String identity) {
        if (identity.length() <= LONGEST_NAME) {
            return identity;
        }
        int end = Character.isHighSurrogate(identity.charAt(LONGEST_NAME - 1)) ? LONGEST_NAME - 1 : LONGEST_NAME;
        return identity.substring(0, end) + "…" + Integer.toHexString(identity.hashCode());
    }

    /** The order in which reports name tests of one identity does not count. */
    TestRun run() {
        Map<Ending, Set<String>> byEnding = new HashMap<>();
        for (Ending ending : Ending.values()) {
            byEnding.put(ending, new HashSet<>());
        }
        counts.forEach((identity, endings) -> {
            int number = 1;
            for (Ending ending : Ending.values()) {
                for (int count = 0; count < endings.getOrDefault(ending, 0); count++) {
                    byEnding.getOrDefault(ending, new HashSet<>())
                            .add(number == 1 ? identity : identity + " (" + number + ")");
                    number++;
                }
            }
        });
        return new TestRun(
                byEnding.getOrDefault(Ending.PASSED, Set.of()),
                byEnding.getOrDefault(Ending.FAILED, Set.of()),
                byEnding.getOrDefault(Ending.SKIPPED, Set.of()));
    }
}
