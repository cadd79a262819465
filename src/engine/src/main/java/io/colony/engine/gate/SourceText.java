package io.colony.engine.gate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at lines of source code of any language without parsing it. */
final class SourceText {
    /** No line of code that people write is longer; what comes after is not looked at. */
    private static final int LONGEST = 20_000;
    /** No statement that people write is longer. */
    private static final int LONGEST_BRACKETS = 4_000;

    /** Not one whose backslash another one makes a letter. */
    private static final Pattern ESCAPE =
            Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)\\\\u(?:u*+([0-9a-fA-F]{4})|\\{([0-9a-fA-F]{1,6})\\})");

    /** No regular expression that people write is longer. */
    private static final int LONGEST_REGEX = 500;

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
        String open = withoutComments(line);
        String after = open.contains("*/") ? open.substring(open.lastIndexOf("*/") + 2) : open;
        return List.copyOf(new LinkedHashSet<>(List.of(line, open, after)));
    }

    /** The text with a blank in place of each comment as in C that opens and closes in it, wherever it stands. */
    static String withoutComments(String text) {
        StringBuilder code = new StringBuilder();
        int at = 0;
        int open = text.indexOf("/*");
        int close = open < 0 ? -1 : text.indexOf("*/", open + 2);
        while (close >= 0) {
            code.append(text, at, open).append(' ');
            at = close + 2;
            open = text.indexOf("/*", at);
            close = open < 0 ? -1 : text.indexOf("*/", open + 2);
        }
        return code.append(text, at, text.length()).toString();
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
        return code(line, Set.of());
    }

    /** The same without comments as in C that open and close in it; what looks like one between quotes is none. */
    static String withoutStringsAndComments(String line) {
        return code(line, Set.of(Aside.COMMENTS));
    }

    /** How else a line may have to be read. */
    enum Aside {
        /** Comments as in C that open and close on the line are left out. */
        COMMENTS,
        /** Regular expressions as in JavaScript are texts, where a slash can be nothing else. */
        REGEXES,
        /** A backslash between quotes stands for itself. */
        RAW
    }

    /** The line without what stands between quotes, read in this way. */
    static String code(String line, Set<Aside> asides) {
        StringBuilder code = new StringBuilder();
        boolean escapes = !asides.contains(Aside.RAW);
        int end = Math.min(line.length(), LONGEST);
        int lastClosed = asides.contains(Aside.COMMENTS) ? line.lastIndexOf("*/") : -1;
        Map<Character, BitSet> closings = new HashMap<>();
        char open = 0;
        for (int index = 0; index < end; index++) {
            char character = line.charAt(index);
            int closed = index + 1 < lastClosed && open == 0 && line.startsWith("/*", index)
                    ? line.indexOf("*/", index + 2)
                    : -1;
            int regex = open == 0 && asides.contains(Aside.REGEXES) ? regexEnd(line, index, code) : -1;
            if (closed >= 0) {
                code.append(' ');
                index = closed + 1;
            } else if (regex >= 0) {
                code.append("''");
                index = regex;
            } else if (open == 0) {
                code.append(character);
                boolean text = isQuote(character)
                        && closings.computeIfAbsent(character, quote -> closings(line, end, quote, escapes))
                                .get(index + 1);
                open = text ? character : 0;
            } else if (character == '\\' && escapes) {
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

    /**
     * From which places on such a quote comes that closes a text. One that is not closed on its line is an apostrophe, a
     * lifetime, or a text of several lines.
     */
    private static BitSet closings(String line, int end, char quote, boolean escapes) {
        BitSet closings = new BitSet(end + 2);
        for (int index = end - 1; index >= 0; index--) {
            boolean escape = escapes && line.charAt(index) == '\\';
            closings.set(
                    index, escape ? closings.get(index + 2) : line.charAt(index) == quote || closings.get(index + 1));
        }
        return closings;
    }

    /**
     * Where the regular expression ends that begins here; negative for none, or one that may as well be a division.
     *
     * @param before the code up to it
     */
    static int regexEnd(String line, int start, CharSequence before) {
        if (line.charAt(start) != '/' || line.startsWith("//", start) || line.startsWith("/*", start)) {
            return -1;
        }
        int last = before.length() - 1;
        while (last >= 0 && Character.isWhitespace(before.charAt(last))) {
            last--;
        }
        if (last < 0 || "(,=:[&|?{;".indexOf(before.charAt(last)) < 0) {
            return -1;
        }
        boolean set = false;
        for (int index = start + 1; index < Math.min(line.length(), start + LONGEST_REGEX); index++) {
            char character = line.charAt(index);
            if (character == '\\') {
                index++;
            } else if (character == '/' && !set) {
                return index;
            } else if (character == '[' || character == ']') {
                set = character == '[';
            }
        }
        return -1;
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
