package io.colony.engine.git;

import java.util.ArrayList;
import java.util.List;

/**
 * A file as {@code git merge-file --diff3} leaves it, cut into what merged and what conflicts. Lines keep a carriage
 * return where they have one.
 *
 * @param parts in the order of the file
 */
record ConflictFile(List<Part> parts) {
    /** A piece of the file. */
    sealed interface Part {}

    /** What merged, line ends included. */
    record Merged(String text) implements Part {}

    /** What conflicts. {@code line} is that of its first marker, from 1. */
    record Conflict(int line, List<String> base, List<String> ours, List<String> theirs) implements Part {}

    /**
     * The marks around conflicts, longer than anything in the files that looks like one.
     *
     * @param size how many characters a mark has
     */
    record Marks(int size) {
        private static final int SHORTEST = 40;

        static Marks longerThan(int longestRun) {
            return new Marks(Math.max(SHORTEST, longestRun + 1));
        }

        String mark(char character) {
            return String.valueOf(character).repeat(size);
        }
    }

    static ConflictFile parse(String text, Marks marks) {
        List<Part> parts = new ArrayList<>();
        StringBuilder merged = new StringBuilder();
        List<String> lines = lines(text);
        int index = 0;
        while (index < lines.size()) {
            String line = lines.get(index);
            if (!line.startsWith(marks.mark('<'))) {
                merged.append(line);
                index++;
                continue;
            }
            if (!merged.isEmpty()) {
                parts.add(new Merged(merged.toString()));
                merged.setLength(0);
            }
            int start = index;
            List<String> ours = new ArrayList<>();
            index = until(lines, start + 1, marks.mark('|'), ours);
            List<String> base = new ArrayList<>();
            index = until(lines, index, marks.mark('='), base);
            List<String> theirs = new ArrayList<>();
            index = until(lines, index, marks.mark('>'), theirs);
            parts.add(new Conflict(start + 1, List.copyOf(base), List.copyOf(ours), List.copyOf(theirs)));
        }
        if (!merged.isEmpty()) {
            parts.add(new Merged(merged.toString()));
        }
        return new ConflictFile(List.copyOf(parts));
    }

    /** Collects the lines before the mark, without their ends; returns the index after it. */
    private static int until(List<String> lines, int from, String mark, List<String> into) {
        for (int index = from; index < lines.size(); index++) {
            String line = lines.get(index);
            if (line.startsWith(mark)) {
                return index + 1;
            }
            into.add(line.endsWith("\n") ? line.substring(0, line.length() - 1) : line);
        }
        throw new GitException("git merge-file left a conflict without an end.");
    }

    /** The lines with their ends. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int next = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(start, next));
            start = next;
        }
        return lines;
    }
}
