package io.colony.engine.workflow;

import io.colony.engine.yaml.Suggestion;
import io.colony.engine.yaml.YamlException;
import io.colony.engine.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What is wrong with a file: reading goes on after a problem, so that people see all of them at once. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    /** What the reading gives, or the fallback where it found a problem. */
    <T> T or(T fallback, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (YamlException problem) {
            add(problem);
            return fallback;
        }
    }

    /** What the reading gives; empty where it found a problem. */
    <T> Optional<T> attempt(Supplier<T> reading) {
        return this.<Optional<T>>or(Optional.empty(), () -> Optional.of(reading.get()));
    }

    /** Reads something that is kept elsewhere. */
    void tell(Runnable reading) {
        try {
            reading.run();
        } catch (YamlException problem) {
            add(problem);
        }
    }

    /** The entries of a mapping; those with an unknown key are a problem each, and are left out. */
    Map<String, YamlNode> mapping(YamlNode node, List<String> known) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        or(Map.<String, YamlNode>of(), node::mapping).forEach((key, value) -> {
            if (known.contains(key)) {
                entries.put(key, value);
            } else {
                add(value.error("unknown key '" + key + "'" + Suggestion.of(key, known) + " Known here: "
                        + String.join(", ", known) + "."));
            }
        });
        return entries;
    }

    void add(YamlException problem) {
        found.add(problem.getMessage());
    }

    boolean none() {
        return found.isEmpty();
    }

    int count() {
        return found.size();
    }

    List<String> all() {
        return List.copyOf(found);
    }
}
