package io.colony.runner.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a unified diff adds, by file, with the line numbers of the new file. */
final class AddedLines {
    private static final Pattern HUNK = Pattern.compile("@@ -[0-9,]+ \\+([0-9]+).*");

    private final Map<String, List<Line>> files = new LinkedHashMap<>();

    /** A line that was added; from 1. */
    record Line(int number, String text) {}

    private AddedLines() {}

    static AddedLines read(String diff) {
        AddedLines added = new AddedLines();
        String path = "";
        int number = 0;
        boolean inHunk = false;
        for (String line : diff.lines().toList()) {
            Matcher hunk = HUNK.matcher(line);
            if (line.startsWith("diff --git ")) {
                inHunk = false;
            } else if (!inHunk && line.startsWith("+++ ")) {
                path = line.startsWith("+++ b/") ? line.substring("+++ b/".length()) : "";
            } else if (hunk.matches()) {
                number = Integer.parseInt(hunk.group(1));
                inHunk = true;
            } else if (inHunk && line.startsWith("+")) {
                added.files.computeIfAbsent(path, any -> new ArrayList<>()).add(new Line(number++, line.substring(1)));
            } else if (inHunk && line.startsWith(" ")) {
                number++;
            }
        }
        return added;
    }

    /** The lines added to a file. */
    List<Line> of(String path) {
        return files.getOrDefault(path, List.of());
    }
}
