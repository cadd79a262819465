package io.colony.bench.chaos;

import java.util.List;

/**
 * Something that must not be.
 *
 * @param invariant the rule that is broken, by its name in docs/torture.md
 * @param found what breaks it, with ids
 */
public record Violation(String invariant, String found) {
    static List<Violation> of(String invariant, List<List<String>> rows) {
        return rows.stream()
                .map(row -> new Violation(invariant, String.join(" ", row)))
                .toList();
    }
}
