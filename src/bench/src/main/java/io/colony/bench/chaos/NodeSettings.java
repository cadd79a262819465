package io.colony.bench.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a node is started with, as its arguments {@code name=value}.
 *
 * @param workers tasks at once; 0 for the orchestrator
 * @param offsetMillis how far its clock is ahead of the right one
 * @param driftPpm how fast it goes further ahead
 * @param work a directory of the run
 * @param sabotage a live one, or {@code none}
 */
record NodeSettings(
        String url,
        String user,
        String name,
        int workers,
        long seed,
        int issues,
        long leaseMillis,
        long offsetMillis,
        long driftPpm,
        String work,
        Sabotage sabotage) {
    List<String> arguments() {
        List<String> all = new ArrayList<>();
        all.add("url=" + url);
        all.add("user=" + user);
        all.add("name=" + name);
        all.add("workers=" + workers);
        all.add("seed=" + seed);
        all.add("issues=" + issues);
        all.add("lease=" + leaseMillis);
        all.add("offset=" + offsetMillis);
        all.add("drift=" + driftPpm);
        all.add("work=" + work);
        all.add("sabotage=" + sabotage);
        return all;
    }

    static NodeSettings of(String... arguments) {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            values.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return new NodeSettings(
                value(values, "url"),
                value(values, "user"),
                value(values, "name"),
                Integer.parseInt(value(values, "workers")),
                Long.parseLong(value(values, "seed")),
                Integer.parseInt(value(values, "issues")),
                Long.parseLong(value(values, "lease")),
                Long.parseLong(value(values, "offset")),
                Long.parseLong(value(values, "drift")),
                value(values, "work"),
                Sabotage.valueOf(value(values, "sabotage")));
    }

    private static String value(Map<String, String> values, String name) {
        return java.util.Objects.requireNonNull(values.get(name), name);
    }
}
