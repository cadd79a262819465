package io.colony.engine.stage;

import io.colony.engine.git.ChangeSet;
import io.colony.engine.prompt.UntrustedText;
import java.util.List;
import java.util.stream.Stream;

/** What a commit carries beside lines that a diff shows, names of files among it, as the scan for secrets takes it. */
final class Carried {
    private static final int LONGEST_NAME = 160;

    private Carried() {}

    /** Paths that are added, altered or renamed, in order. */
    static List<String> paths(ChangeSet change) {
        return change.files().stream()
                .flatMap(file -> Stream.concat(Stream.of(file.path()), file.oldPath().stream()))
                .distinct()
                .toList();
    }

    /** The lines that a diff adds, each without its mark: what stands in the base already is no news. */
    static String added(String diff) {
        StringBuilder added = new StringBuilder();
        // One after the other: a diff may be millions of lines that hold nothing.
        diff.lines()
                .filter(line -> line.startsWith("+") && !line.startsWith("+++ "))
                .forEachOrdered(line -> added.append(line, 1, line.length()).append('\n'));
        return added.toString();
    }

    /** Text with an empty diff around it, as the scan takes it. Line ends in a name or a line cannot pass for the diff's. */
    static String asDiff(String name, List<String> texts) {
        List<String> lines = texts.stream().flatMap(String::lines).toList();
        return "+++ b/" + shown(name) + "\n@@ -0,0 +1," + lines.size() + " @@\n+" + String.join("\n+", lines) + "\n";
    }

    /** The same of a piece of a file that begins at this line, whose lines end with line feeds only. */
    static String asDiff(String name, int line, String text) {
        long lines = text.chars().filter(character -> character == '\n').count() + 1;
        return "+++ b/" + shown(name) + "\n@@ -0,0 +" + line + "," + lines + " @@\n+" + text.replace("\n", "\n+")
                + "\n";
    }

    /** A name as people are shown it. */
    static String shown(String path) {
        String name = UntrustedText.reveal(path).replaceAll("\\R", "[U+000A]");
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    }
}
