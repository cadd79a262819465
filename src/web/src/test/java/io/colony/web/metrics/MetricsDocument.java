package io.colony.web.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of {@code docs/metrics.md}. */
final class MetricsDocument {
    static final Path DOCS = Path.of("..", "..", "docs");
    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z_0-9]+)` \\| (\\w+) \\| ([^|]*) \\| ([^|]+) \\| ([^|]+) \\|");

    private MetricsDocument() {}

    /** A metric as it is documented. */
    record Entry(String type, Set<String> labels) {}

    static Map<String, Entry> entries() throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (String line : Files.readAllLines(DOCS.resolve("metrics.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> labels = Arrays.stream(row.group(3).replace("`", "").split("[, ]+"))
                        .filter(label -> !label.isEmpty())
                        .collect(Collectors.toSet());
                if (entries.put(row.group(1), new Entry(row.group(2), labels)) != null) {
                    throw new AssertionError(row.group(1) + " is documented twice");
                }
            }
        }
        return entries;
    }
}
