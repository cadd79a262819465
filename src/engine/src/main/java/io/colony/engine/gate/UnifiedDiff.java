package io.colony.engine.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a unified diff as git writes it, prefixes {@code a/} and {@code b/}. It counts lines, so that no line of a file
 * passes for one of the diff's.
 */
final class UnifiedDiff {
    private static final Pattern HUNK =
            Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@ ?(.*)", Pattern.DOTALL);
    private static final String OLD_FILE = "--- ";
    private static final String NEW_FILE = "+++ ";
    private static final String NO_FILE = "/dev/null";
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7]{2}|.)", Pattern.DOTALL);
    private static final int BELL = 7;
    /** What git takes for a part of a line, and one or another compiler, shell or reader of lists for its end. */
    private static final Pattern OTHER_END = Pattern.compile("[\\r\\x0b\\f\\x1c-\\x1e\\x85\\u2028\\u2029]++");

    private final List<FileDiff> files = new ArrayList<>();
    private List<Line> lines = new ArrayList<>();
    private String oldPath = "";
    private String newPath = "";
    private int oldLeft;
    private int newLeft;
    private int oldNumber;
    private int newNumber;

    private UnifiedDiff() {}

    /** What a line of a hunk is. */
    enum Kind {
        ADDED,
        REMOVED,
        CONTEXT,
        /** The beginning of a hunk; its text is what git thinks the hunk lies in. */
        HUNK
    }

    /**
     * A line of a file's hunks, without its end. Where git's line has several for other programs, they have one number.
     *
     * @param number in the new file, for a removed line in the old one; from 1
     * @param other what else the line may say: git's whole line, with the first of several that it is for other programs
     */
    record Line(Kind kind, int number, String text, List<String> other) {
        Line(Kind kind, int number, String text) {
            this(kind, number, text, List.of());
        }

        /** All that it may say, its text first. */
        List<String> readings() {
            List<String> readings = new ArrayList<>(List.of(text));
            readings.addAll(other);
            return readings;
        }
    }

    /**
     * What the diff shows of one file. A rename without a change of content is not among them.
     *
     * @param oldPath empty for a new file
     * @param newPath empty for a removed file
     */
    record FileDiff(String oldPath, String newPath, List<Line> lines) {
        /** After the change; before it for a removed file. */
        String path() {
            return newPath.isEmpty() ? oldPath : newPath;
        }

        List<Line> added() {
            return of(Kind.ADDED);
        }

        List<Line> removed() {
            return of(Kind.REMOVED);
        }

        /** The lines as git has them: which of their characters end a line depends on who reads them. */
        List<Line> whole() {
            if (lines.stream().allMatch(line -> line.other().isEmpty())) {
                return lines;
            }
            List<Line> whole = new ArrayList<>();
            boolean goesOn = false;
            for (Line line : lines) {
                Line last = whole.isEmpty() ? line : whole.getLast();
                goesOn &= line.other().isEmpty() && line.kind() == last.kind() && line.number() == last.number();
                if (!goesOn) {
                    goesOn = !line.other().isEmpty();
                    whole.add(
                            goesOn
                                    ? new Line(
                                            line.kind(),
                                            line.number(),
                                            line.other().getFirst())
                                    : line);
                }
            }
            return whole;
        }

        private List<Line> of(Kind kind) {
            return lines.stream().filter(line -> line.kind() == kind).toList();
        }
    }

    static List<FileDiff> parse(String diff) {
        UnifiedDiff parser = new UnifiedDiff();
        // One after the other: it may be millions of lines that hold nothing.
        int start = 0;
        for (int end = diff.indexOf('\n'); end >= 0; end = diff.indexOf('\n', start)) {
            parser.read(diff.substring(start, end));
            start = end + 1;
        }
        parser.read(diff.substring(start));
        parser.endFile();
        return List.copyOf(parser.files);
    }

    private void read(String line) {
        if (oldLeft > 0 || newLeft > 0) {
            readInHunk(line);
            return;
        }
        Matcher hunk = HUNK.matcher(line);
        if (hunk.matches()) {
            oldNumber = Integer.parseInt(hunk.group(1));
            oldLeft = hunk.group(2) == null ? 1 : Integer.parseInt(hunk.group(2));
            newNumber = Integer.parseInt(hunk.group(3));
            newLeft = hunk.group(4) == null ? 1 : Integer.parseInt(hunk.group(4));
            lines.add(new Line(Kind.HUNK, newNumber, hunk.group(5)));
        } else if (line.startsWith(OLD_FILE)) {
            endFile();
            oldPath = path(line.substring(OLD_FILE.length()), "a/");
        } else if (line.startsWith(NEW_FILE)) {
            newPath = path(line.substring(NEW_FILE.length()), "b/");
        }
    }

    private void endFile() {
        if (!lines.isEmpty()) {
            files.add(new FileDiff(oldPath, newPath, List.copyOf(lines)));
        }
        lines = new ArrayList<>();
        oldPath = "";
        newPath = "";
    }

    private void readInHunk(String line) {
        String text = line.isEmpty() ? "" : line.substring(1);
        switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> {
                add(Kind.ADDED, newNumber, text);
                newNumber++;
                newLeft--;
            }
            case '-' -> {
                add(Kind.REMOVED, oldNumber, text);
                oldNumber++;
                oldLeft--;
            }
            case '\\' -> {} // "No newline at end of file"
            default -> {
                add(Kind.CONTEXT, newNumber, text);
                oldNumber++;
                newNumber++;
                oldLeft--;
                newLeft--;
            }
        }
    }

    private void add(Kind kind, int number, String text) {
        List<String> parts =
                OTHER_END.splitAsStream(text).filter(part -> !part.isEmpty()).toList();
        lines.add(new Line(
                kind, number, parts.isEmpty() ? "" : parts.getFirst(), parts.size() > 1 ? List.of(text) : List.of()));
        parts.stream().skip(1).forEach(part -> lines.add(new Line(kind, number, part)));
    }

    private static String path(String header, String prefix) {
        String name = header.strip();
        if (name.startsWith("\"") && name.endsWith("\"") && name.length() > 1) {
            name = unquoted(name.substring(1, name.length() - 1));
        }
        if (name.equals(NO_FILE)) {
            return "";
        }
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    /** As git writes names with quotes, backslashes and control characters in them; letters stand as they are. */
    private static String unquoted(String quoted) {
        StringBuilder name = new StringBuilder();
        Matcher escape = ESCAPE.matcher(quoted);
        int at = 0;
        while (escape.find()) {
            String escaped = escape.group(1);
            int letter = "abtnvfr".indexOf(escaped);
            name.append(quoted, at, escape.start());
            if (escaped.length() > 1) {
                name.append((char) Integer.parseInt(escaped, 8));
            } else {
                name.append(letter < 0 ? escaped : String.valueOf((char) (letter + BELL)));
            }
            at = escape.end();
        }
        return name.append(quoted, at, quoted.length()).toString();
    }
}
