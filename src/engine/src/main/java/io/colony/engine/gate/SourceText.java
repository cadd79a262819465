package io.colony.engine.gate;

import java.util.ArrayList;
import java.util.List;

/** Looks at lines of source code of any language without parsing it. */
final class SourceText {
    /** No line of code that people write is longer; what comes after is not looked at. */
    private static final int LONGEST = 20_000;
    /** No statement that people write is longer. */
    private static final int LONGEST_BRACKETS = 4_000;

    /** What may stand between two words of code: blanks, line ends, comments as in C. As a group of a pattern. */
    static final String GAP = "(?:\\s|/\\*(?:[^*]|\\*(?!/))*+\\*/|//[^\\n]*+\\n)";

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

    /** The line without what stands between quotes, so that no text passes for code; the quotes stay. */
    static String withoutStrings(String line) {
        StringBuilder code = new StringBuilder();
        char open = 0;
        int end = Math.min(line.length(), LONGEST);
        for (int index = 0; index < end; index++) {
            char character = line.charAt(index);
            if (open == 0) {
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

    /** Whether the whole line is a comment; {@code #[} begins an attribute and {@code #if}, {@code #expect} a directive. */
    static boolean isComment(String line) {
        String text = line.strip();
        return text.startsWith("//")
                || text.startsWith("/*")
                || text.startsWith("* ")
                || text.equals("*")
                || text.startsWith("*/")
                || text.startsWith("--")
                || (text.startsWith("#") && !text.matches("(?s)#(?:\\[|if|expect|require|pragma).*"));
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
