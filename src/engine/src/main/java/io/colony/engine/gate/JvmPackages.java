package io.colony.engine.gate;

import io.colony.engine.gate.UnifiedDiff.FileDiff;
import io.colony.engine.gate.UnifiedDiff.Kind;
import io.colony.engine.gate.UnifiedDiff.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sees whether a source says that it belongs to a package of a test library: compilers take a package from the source and not
 * from the directory, and the change's own classes stand before those of libraries.
 */
final class JvmPackages {
    /** As in paths; {@link GateTools} has the same as patterns. */
    static final List<String> LIBRARIES = List.of(
            "org/junit",
            "org/opentest4j",
            "junit/framework",
            "org/testng",
            "org/assertj",
            "org/hamcrest",
            "org/mockito",
            "org/spockframework",
            "spock",
            "io/kotest",
            "kotlin/test",
            "org/scalatest",
            "munit",
            "org/apache/maven/surefire");

    private static final Set<String> SOURCES = Set.of("java", "kt", "kts", "groovy", "scala");
    private static final Pattern ESCAPE = Pattern.compile("\\\\u+([0-9a-fA-F]{4})");
    private static final Pattern PACKAGE = Pattern.compile("(?<![\\w.$])package" + SourceText.GAP + "++([\\w$]++(?:"
            + SourceText.GAP + "*+\\." + SourceText.GAP + "*+[\\w$]++)*+)");
    private static final Pattern GAP = Pattern.compile(SourceText.GAP);
    private static final int LONGEST_LINE = 2_000;

    private JvmPackages() {}

    static boolean isSource(String path) {
        return SOURCES.contains(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** Whether lines of the change make it so; where they only stand around it, it was so before. */
    static boolean entersLibrary(FileDiff file) {
        List<Line> hunk = new ArrayList<>();
        for (Line line : file.lines()) {
            if (line.kind() == Kind.HUNK) {
                if (entersLibrary(hunk)) {
                    return true;
                }
                hunk.clear();
            } else {
                hunk.add(line);
            }
        }
        return entersLibrary(hunk);
    }

    private static boolean entersLibrary(List<Line> hunk) {
        return isLibrary(side(hunk, Kind.ADDED)) && !isLibrary(side(hunk, Kind.REMOVED));
    }

    private static String side(List<Line> hunk, Kind kind) {
        StringBuilder text = new StringBuilder();
        for (Line line : hunk) {
            if (line.kind() == kind || line.kind() == Kind.CONTEXT) {
                text.append(line.text(), 0, Math.min(line.text().length(), LONGEST_LINE))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static boolean isLibrary(String source) {
        String plain = ESCAPE.matcher(source)
                .replaceAll(
                        match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))))
                .replace("`", "");
        Matcher clause = PACKAGE.matcher(plain);
        StringBuilder nested = new StringBuilder();
        while (clause.find()) {
            if (SourceText.isCommentAt(plain, clause.start())) {
                continue;
            }
            String name = GAP.matcher(clause.group(1)).replaceAll("").replace('.', '/');
            // Scala lets a package stand in another one.
            nested.append(nested.isEmpty() ? "" : "/").append(name);
            if (isBelowLibrary(name) || isBelowLibrary(nested.toString())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBelowLibrary(String name) {
        return LIBRARIES.stream().anyMatch(library -> name.equals(library) || name.startsWith(library + "/"));
    }
}
