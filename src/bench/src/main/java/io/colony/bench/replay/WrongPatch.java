package io.colony.bench.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a file's right change wrong: leaves a part of it out, or conflict markers in it. */
final class WrongPatch {
    private static final Pattern HEADER = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*");

    private final List<String> before;
    private final List<String> after;
    private final List<Part> parts;

    private WrongPatch(List<String> before, List<String> after, List<Part> parts) {
        this.before = before;
        this.after = after;
        this.parts = parts;
    }

    /** Lines from the first to before the last, of the earlier and of the later file. */
    record Part(int oldFrom, int oldTo, int newFrom, int newTo) {}

    /** @param diff between the two, with no lines around the changes, as {@code git diff -U0} writes it */
    static WrongPatch of(String before, String after, String diff) {
        List<Part> parts = new ArrayList<>();
        for (String line : diff.split("\n", -1)) {
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                int oldCount = count(header.group(2));
                int newCount = count(header.group(4));
                int oldFrom = from(header.group(1), oldCount);
                int newFrom = from(header.group(3), newCount);
                parts.add(new Part(oldFrom, oldFrom + oldCount, newFrom, newFrom + newCount));
            }
        }
        return new WrongPatch(Lines.of(before), Lines.of(after), parts);
    }

    private static int count(@org.jspecify.annotations.Nullable String number) {
        return number == null ? 1 : Integer.parseInt(number);
    }

    /** Where no line is on a side, git names the line before it; else the first of them. */
    private static int from(String number, int count) {
        return count == 0 ? Integer.parseInt(number) : Integer.parseInt(number) - 1;
    }

    int parts() {
        return parts.size();
    }

    /** The later file with one part as it was before. */
    String without(int part) {
        Part left = parts.get(part);
        List<String> lines = new ArrayList<>(after.subList(0, left.newFrom()));
        lines.addAll(before.subList(left.oldFrom(), left.oldTo()));
        lines.addAll(after.subList(left.newTo(), after.size()));
        return String.join("", lines);
    }

    /** The later file with one part as somebody leaves it who was asked about a conflict and did not answer. */
    String withMarkers(int part) {
        Part marked = parts.get(part);
        List<String> lines = new ArrayList<>(after.subList(0, marked.newFrom()));
        lines.add("<<<<<<< HEAD\n");
        lines.addAll(before.subList(marked.oldFrom(), marked.oldTo()));
        lines.add("=======\n");
        lines.addAll(after.subList(marked.newFrom(), marked.newTo()));
        lines.add(">>>>>>> change\n");
        lines.addAll(after.subList(marked.newTo(), after.size()));
        return String.join("", lines);
    }
}
