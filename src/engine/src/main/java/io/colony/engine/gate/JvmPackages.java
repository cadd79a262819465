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
    private static final Pattern PACKAGE = Pattern.compile("(?<![\\w.$])package");
    /** Longer than any library's. */
    private static final int LONGEST_NAME = 200;

    private static final int LONGEST_LINE = 2_000;

    private JvmPackages() {}

    static boolean isSource(String path) {
        return SOURCES.contains(path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** Whether lines of the change make it so; where they only stand around it, it was so before. */
    static boolean entersLibrary(FileDiff file) {
        return hunksEnterLibrary(file.lines()) || hunksEnterLibrary(file.whole());
    }

    private static boolean hunksEnterLibrary(List<Line> lines) {
        List<Line> hunk = new ArrayList<>();
        for (Line line : lines) {
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

    /** Java reads letters by their numbers anywhere, Kotlin and Scala in texts only. */
    private static boolean isLibrary(String source) {
        String plain = ESCAPE.matcher(source)
                .replaceAll(
                        match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
        return saysLibrary(source.replace("`", "")) || (!plain.equals(source) && saysLibrary(plain.replace("`", "")));
    }

    private static boolean saysLibrary(String source) {
        CodeGaps gaps = new CodeGaps(source);
        Matcher word = PACKAGE.matcher(source);
        StringBuilder nested = new StringBuilder();
        int at = 0;
        while (word.find(at)) {
            at = word.end();
            int start = gaps.after(at);
            String name = start == at || SourceText.isCommentAt(source, word.start()) ? "" : name(source, gaps, start);
            if (name.isEmpty()) {
                continue;
            }
            // Scala lets a package stand in another one.
            if (nested.length() < LONGEST_NAME) {
                nested.append(nested.isEmpty() ? "" : "/").append(name);
            }
            if (isBelowLibrary(name) || isBelowLibrary(nested.toString())) {
                return true;
            }
        }
        return false;
    }

    /** The name of a package that begins here, as a path; what comes after so many letters makes no difference. */
    private static String name(String source, CodeGaps gaps, int start) {
        StringBuilder name = new StringBuilder();
        int at = start;
        while (name.length() < LONGEST_NAME) {
            int end = wordEnd(source, at);
            if (end == at) {
                break;
            }
            name.append(name.isEmpty() ? "" : "/").append(source, at, Math.min(end, at + LONGEST_NAME));
            int dot = gaps.after(end);
            if (dot >= source.length() || source.charAt(dot) != '.') {
                break;
            }
            at = gaps.after(dot + 1);
        }
        return name.toString();
    }

    private static int wordEnd(String source, int start) {
        int end = start;
        while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isBelowLibrary(String name) {
        return LIBRARIES.stream().anyMatch(library -> name.equals(library) || name.startsWith(library + "/"));
    }
}
