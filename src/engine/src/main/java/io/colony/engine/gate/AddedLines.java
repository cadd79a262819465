package io.colony.engine.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the lines that a unified diff adds. It counts lines, so that no line of a file passes for one of the diff's. */
final class AddedLines {
    private static final Pattern HUNK = Pattern.compile("@@ -\\d+(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@.*");
    private static final String NEW_FILE = "+++ ";

    private final List<Line> lines = new ArrayList<>();
    private String path = "";
    private int oldLeft;
    private int newLeft;
    private int number;

    private AddedLines() {}

    /**
     * A line that the change adds.
     *
     * @param number in the new file, from 1
     */
    record Line(String path, int number, String text) {}

    static List<Line> of(String diff) {
        AddedLines added = new AddedLines();
        for (String line : diff.split("\n", -1)) {
            added.read(line);
        }
        return added.lines;
    }

    private void read(String line) {
        if (oldLeft > 0 || newLeft > 0) {
            readInHunk(line);
            return;
        }
        Matcher hunk = HUNK.matcher(line);
        if (hunk.matches()) {
            oldLeft = hunk.group(1) == null ? 1 : Integer.parseInt(hunk.group(1));
            number = Integer.parseInt(hunk.group(2));
            newLeft = hunk.group(3) == null ? 1 : Integer.parseInt(hunk.group(3));
        } else if (line.startsWith(NEW_FILE)) {
            path = path(line.substring(NEW_FILE.length()));
        }
    }

    private void readInHunk(String line) {
        switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> {
                lines.add(new Line(path, number, line.substring(1)));
                number++;
                newLeft--;
            }
            case '-' -> oldLeft--;
            case '\\' -> {} // "No newline at end of file"
            default -> {
                number++;
                oldLeft--;
                newLeft--;
            }
        }
    }

    private static String path(String header) {
        String name = header.strip();
        if (name.startsWith("\"") && name.endsWith("\"") && name.length() > 1) {
            name = name.substring(1, name.length() - 1);
        }
        return name.startsWith("b/") ? name.substring(2) : name;
    }
}
