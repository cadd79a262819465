package io.colony.engine.prompt;

import java.util.Comparator;
import java.util.List;

/**
 * A part of a text that nobody sees, and what is left of it.
 *
 * @param from the first character, from 0
 * @param to after the last one
 */
record Cut(int from, int to, String left) {
    /** Without these parts; of two that overlap the one that begins first counts, and what the other adds goes too. */
    static String apply(String text, List<Cut> cuts) {
        StringBuilder kept = new StringBuilder(text.length());
        int at = 0;
        for (Cut cut : cuts.stream()
                .sorted(Comparator.comparingInt(Cut::from)
                        .thenComparing(Comparator.comparingInt(Cut::to).reversed()))
                .toList()) {
            if (cut.from >= at) {
                kept.append(text, at, cut.from).append(cut.left);
            }
            at = Math.max(at, cut.to);
        }
        return kept.append(text, at, text.length()).toString();
    }
}
