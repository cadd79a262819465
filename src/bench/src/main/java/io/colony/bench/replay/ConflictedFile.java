package io.colony.bench.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file with conflict markers in git's {@code diff3} style, put right where a commit is taken to a tree that lacks some of
 * the lines that were there when it was written: its own new lines go in, the lacking ones stay out. A commit that changes or
 * removes lines there has no single answer, and gets none.
 */
final class ConflictedFile {
    /** Longer than what files hold. */
    static final int MARKER = 41;

    private static final String OURS = "<".repeat(MARKER);
    private static final String BASE = "|".repeat(MARKER);
    private static final String MIDDLE = "=".repeat(MARKER);
    private static final String THEIRS = ">".repeat(MARKER);

    private ConflictedFile() {}

    /** The text without conflicts; empty where one of them has no single answer. */
    static Optional<String> resolve(String conflicted) {
        StringBuilder text = new StringBuilder();
        List<List<String>> sides = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int side = -1;
        for (String line : Lines.of(conflicted)) {
            if (side < 0 && line.startsWith(OURS)) {
                sides.forEach(List::clear);
                side = 0;
            } else if (side == 0 && line.startsWith(BASE)) {
                side = 1;
            } else if (side == 1 && line.startsWith(MIDDLE)) {
                side = 2;
            } else if (side == 2 && line.startsWith(THEIRS)) {
                Optional<List<String>> lines = hunk(sides.get(0), sides.get(1), sides.get(2));
                if (lines.isEmpty()) {
                    return Optional.empty();
                }
                lines.get().forEach(text::append);
                side = -1;
            } else if (side >= 0) {
                sides.get(side).add(line);
            } else {
                text.append(line);
            }
        }
        return Optional.of(text.toString());
    }

    /**
     * Of a commit that only adds: its lines without those that its parent had and the tree has not; where the tree has
     * others there, what was added stands behind them.
     */
    private static Optional<List<String>> hunk(List<String> ours, List<String> base, List<String> theirs) {
        if (!Lines.within(base, theirs)) {
            return Optional.empty();
        }
        if (Lines.within(ours, base)) {
            return Optional.of(Lines.without(Lines.without(ours, base), theirs));
        }
        List<String> lines = new ArrayList<>(ours);
        lines.addAll(Lines.without(base, theirs));
        return Optional.of(lines);
    }
}
