package io.colony.engine.gate;

/** Looks at lines of source code of any language without parsing it. */
final class SourceText {
    /** No line that people write is longer; what comes after is not looked at. */
    private static final int LONGEST = 20_000;

    private SourceText() {}

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

    /** Where the bracket that opens here has closed: the place after it, or the text's end when it does not. */
    static int closing(String text, int open) {
        int depth = 0;
        for (int index = open; index < text.length(); index++) {
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
