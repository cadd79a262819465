package io.colony.engine.gate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at lines of source code of any language without parsing it. */
final class SourceText {
    /** No line of code that people write is longer; what comes after is not looked at. */
    private static final int LONGEST = 20_000;
    /** No statement that people write is longer. */
    private static final int LONGEST_BRACKETS = 4_000;

    /** What may stand between two words of code: blanks, line ends, comments as in C. As a group of a pattern. */
    static final String GAP = "(?:\\s|/\\*(?:[^*]|\\*(?!/))*+\\*/|//[^\\n]*+\\n)";

    private static final Pattern CLOSED_COMMENT = Pattern.compile("/\\*(?:[^*]|\\*(?!/))*+\\*/");

    /** Not one whose backslash another one makes a letter. */
    private static final Pattern ESCAPE =
            Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)\\\\u(?:u*+([0-9a-fA-F]{4})|\\{([0-9a-fA-F]{1,6})\\})");

    private static final int PIECE = 4_000;
    private static final int OVERLAP = 200;

    private SourceText() {}

    /** The line in pieces that overlap a little, so that a line of any length can be searched in reasonable time. */
    static List<String> pieces(String line) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        do {
            pieces.add(line.substring(start, Math.min(line.length(), start + PIECE)));
            start += PIECE - OVERLAP;
        } while (start + OVERLAP < line.length());
        return pieces;
    }

    /**
     * What the line says in languages with comments as in C, whatever it is that stands before or in it: as it is, without the
     * comments that open and close in it, and after a comment that some line before has opened. Distinct, the line first.
     */
    static List<String> readings(String line) {
        if (!line.contains("*/")) {
            return List.of(line);
        }
        String open = CLOSED_COMMENT.matcher(line).replaceAll(" ");
        String after = open.contains("*/") ? open.substring(open.lastIndexOf("*/") + 2) : open;
        return List.copyOf(new LinkedHashSet<>(List.of(line, open, after)));
    }

    /**
     * The text with letters in place of their numbers, such as {@code \\u0040}.
     *
     * @param all whether the language reads any character so, wherever it stands; else letters of names alone
     */
    static String unescaped(String text, boolean all) {
        return text.contains("\\u")
                ? ESCAPE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(unescaped(match, all)))
                : text;
    }

    private static String unescaped(MatchResult escape, boolean all) {
        int letter = Integer.parseInt(escape.group(2) == null ? escape.group(3) : escape.group(2), 16);
        boolean taken = Character.isValidCodePoint(letter) && (all || Character.isJavaIdentifierPart(letter));
        return taken ? escape.group(1) + Character.toString(letter) : escape.group();
    }

    /** The line without what stands between quotes, so that no text passes for code; the quotes stay. */
    static String withoutStrings(String line) {
        return code(line, false);
    }

    /** The same without comments as in C that open and close in it; what looks like one between quotes is none. */
    static String withoutStringsAndComments(String line) {
        return code(line, true);
    }

    private static String code(String line, boolean commented) {
        StringBuilder code = new StringBuilder();
        char open = 0;
        int end = Math.min(line.length(), LONGEST);
        int lastClosed = commented ? line.lastIndexOf("*/") : -1;
        for (int index = 0; index < end; index++) {
            char character = line.charAt(index);
            int closed = index + 1 < lastClosed && open == 0 && line.startsWith("/*", index)
                    ? line.indexOf("*/", index + 2)
                    : -1;
            if (closed >= 0) {
                code.append(' ');
                index = closed + 1;
            } else if (open == 0) {
                code.append(character);
                open = isQuote(character) && closes(line, index, end) ? character : 0;
            } else if (character == '\\') {
                index++;
            } else if (character == open) {
                code.append(character);
                open = 0;
            }
        }
        return code.toString();
    }

    private static boolean isQuote(char character) {
        return character == '"' || character == '\'' || character == '`';
    }

    /** A quote that is not closed on its line is an apostrophe, a lifetime, or a text of several lines. */
    private static boolean closes(String line, int start, int end) {
        for (int index = start + 1; index < end; index++) {
            if (line.charAt(index) == '\\') {
                index++;
            } else if (line.charAt(index) == line.charAt(start)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the whole line is a comment as in C, or a part of one. */
    static boolean isComment(String line) {
        String text = line.strip();
        return text.startsWith("//")
                || text.startsWith("/*")
                || text.startsWith("* ")
                || text.equals("*")
                || text.startsWith("*/");
    }

    /** Whether the line that this place is on is a comment up to it. */
    static boolean isCommentAt(String text, int at) {
        String before = text.substring(text.lastIndexOf('\n', at - 1) + 1, at).strip();
        boolean begun = before.startsWith("*") || before.startsWith("//") || before.startsWith("/*");
        return begun && !before.contains("*/");
    }

    /** Where the bracket that opens here has closed: the place after it, or the text's end when it does not. */
    static int closing(String text, int open) {
        int depth = 0;
        for (int index = open; index < Math.min(text.length(), open + LONGEST_BRACKETS); index++) {
            char character = text.charAt(index);
            if (character == '(') {
                depth++;
            } else if (character == ')') {
                depth--;
                if (depth == 0) {
                    return index + 1;
                }
            }
        }
        return text.length();
    }
}
