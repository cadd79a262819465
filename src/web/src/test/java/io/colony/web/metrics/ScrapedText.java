package io.colony.web.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads Prometheus' text format, and takes nothing that the format does not allow. */
final class ScrapedText {
    private static final Pattern META = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (NaN|[+-]Inf|-?[0-9.]+(?:E-?[0-9]+)?)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\"\\\\n])*)\"(?:,|$)");
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary");
    private static final Map<String, List<String>> SUFFIXES =
            Map.of("histogram", List.of("_bucket", "_sum", "_count"), "summary", List.of("_sum", "_count"));

    private final Map<String, Family> families = new LinkedHashMap<>();

    /** A family, with its series by name and labels. */
    record Family(String name, String type, Map<Series, Double> series) {
        /** The names of all labels, but for that of histograms' buckets. */
        Set<String> labels() {
            return series.keySet().stream()
                    .flatMap(each -> each.labels().keySet().stream())
                    .filter(label -> !(type.equals("histogram") && label.equals("le")))
                    .collect(Collectors.toSet());
        }
    }

    /** What tells one series from others. */
    record Series(String name, Map<String, String> labels) {}

    static ScrapedText of(String text) {
        if (!text.endsWith("\n")) {
            throw new AssertionError("The last line has no end.");
        }
        ScrapedText scraped = new ScrapedText();
        Map<String, String> helps = new LinkedHashMap<>();
        Optional<Family> current = Optional.empty();
        for (String line : text.lines().toList()) {
            Matcher meta = META.matcher(line);
            if (meta.matches() && meta.group(1).equals("HELP")) {
                refuse(helps.put(meta.group(2), meta.group(3)) != null, "helps twice", line);
            } else if (meta.matches()) {
                refuse(!helps.containsKey(meta.group(2)), "has no help before it", line);
                refuse(!TYPES.contains(meta.group(3)), "is of no type", line);
                Family family = new Family(meta.group(2), meta.group(3), new LinkedHashMap<>());
                refuse(scraped.families.put(family.name(), family) != null, "stands there twice", line);
                current = Optional.of(family);
            } else {
                scraped.sample(current.orElseThrow(() -> new AssertionError("belongs to nothing: " + line)), line);
            }
        }
        return scraped;
    }

    private void sample(Family family, String line) {
        Matcher sample = SAMPLE.matcher(line);
        refuse(!sample.matches(), "is no sample", line);
        String name = sample.group(1);
        List<String> names = SUFFIXES.getOrDefault(family.type(), List.of("")).stream()
                .map(suffix -> family.name() + suffix)
                .toList();
        refuse(!names.contains(name), "does not belong to " + family.name(), line);
        Series series =
                new Series(name, labels(Optional.ofNullable(sample.group(2)).orElse(""), line));
        double value = Double.parseDouble(sample.group(3).replace("Inf", "Infinity"));
        refuse(family.series().put(series, value) != null, "stands there twice", line);
        refuse(family.type().equals("counter") && !(value >= 0), "counts below zero", line);
    }

    private static Map<String, String> labels(String text, String line) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find() && label.start() == end) {
            refuse(labels.put(label.group(1), unescaped(label.group(2))) != null, "has a label twice", line);
            end = label.end();
        }
        refuse(end != text.length(), "has labels that cannot be read", line);
        return labels;
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\(.)")
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).equals("n") ? "\n" : found.group(1)));
    }

    private static void refuse(boolean wrong, String what, String line) {
        if (wrong) {
            throw new AssertionError("This line " + what + ": " + line);
        }
    }

    Map<String, Family> families() {
        return families;
    }

    /** All series of all families. */
    List<Series> series() {
        List<Series> all = new ArrayList<>();
        families.values().forEach(family -> all.addAll(family.series().keySet()));
        return all;
    }

    /** The sum of the series of a name that have this label's value. */
    double sum(String name, String label, String value) {
        return families.values().stream()
                .flatMap(family -> family.series().entrySet().stream())
                .filter(each -> each.getKey().name().equals(name)
                        && value.equals(each.getKey().labels().get(label)))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** The value of the one series of a name. */
    double value(String name) {
        List<Double> found = families.values().stream()
                .flatMap(family -> family.series().entrySet().stream())
                .filter(each -> each.getKey().name().equals(name))
                .map(Map.Entry::getValue)
                .toList();
        refuse(found.size() != 1, "is there " + found.size() + " times", name);
        return found.getFirst();
    }
}
