package io.colony.engine.retrospective;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds file paths that a text mentions, such as {@code src/tally/Words.java} or {@code list.txt}: words of path characters
 * that hold a slash or end with a file extension. Guesses well, not surely: a path that is none matches nothing later.
 * Takes time in proportion to the text's length.
 */
public final class PathMentions {
    /** The most paths that one text is asked for; what comes later is left out. */
    public static final int MOST = 60;

    private static final int LONGEST_PATH = 250;
    private static final int LONGEST_TEXT = 200_000;
    private static final int LONGEST_EXTENSION = 10;

    private PathMentions() {}

    /** The paths in the order in which they are mentioned. */
    public static Set<String> in(String text) {
        Set<String> paths = new LinkedHashSet<>();
        int end = Math.min(text.length(), LONGEST_TEXT);
        int start = 0;
        for (int at = 0; at <= end && paths.size() < MOST; at++) {
            if (at == end || !isPathCharacter(text.charAt(at))) {
                // What follows a scheme is an address, not a file.
                if (!address(text, start)) {
                    add(paths, text.substring(start, at));
                }
                start = at + 1;
            }
        }
        return paths;
    }

    /** Whether this text is by itself one path below a repository's root. */
    public static boolean isPath(String text) {
        return in(text).equals(Set.of(text));
    }

    private static void add(Set<String> paths, String word) {
        String path = word;
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        while (path.endsWith(".") || path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (path.length() <= LONGEST_PATH && !path.startsWith("/") && !outside(path) && looksLikeFile(path)) {
            paths.add(path);
        }
    }

    private static boolean outside(String path) {
        return ("/" + path + "/").contains("/../") || path.contains("//");
    }

    private static boolean looksLikeFile(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        String extension = dot < 0 ? "" : name.substring(dot + 1);
        boolean extended = !extension.isEmpty()
                && extension.length() <= LONGEST_EXTENSION
                && Character.isLetter(extension.charAt(0))
                && extension.chars().allMatch(Character::isLetterOrDigit);
        // "e.g", "i.e": one letter, a dot, one letter.
        boolean abbreviation = name.length() == 3 && dot == 1 && !path.contains("/");
        return (path.contains("/") && path.indexOf('/') > 0 && !name.isEmpty()) || (extended && !abbreviation);
    }

    private static boolean address(String text, int start) {
        return (start >= 3 && text.startsWith("://", start - 3)) || text.startsWith("//", start);
    }

    private static boolean isPathCharacter(char c) {
        return Character.isLetterOrDigit(c) || "/._-+@$~".indexOf(c) >= 0;
    }
}
