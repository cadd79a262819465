package io.colony.web.html;

import java.util.Locale;

/**
 * Makes characters that would be invisible, or would change how others are shown, visible as what they are. Untrusted text
 * passes through here before anybody reads it.
 */
public final class VisibleText {
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private VisibleText() {}

    /** Line breaks and tabs stay; a carriage return before a line feed goes. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.replace("\r\n", "\n").codePoints().forEach(codePoint -> append(shown, codePoint));
        return shown.toString();
    }

    private static void append(StringBuilder shown, int codePoint) {
        if (codePoint == '\n' || codePoint == '\t') {
            shown.append((char) codePoint);
        } else if (Character.getType(codePoint) == Character.SURROGATE) {
            shown.append('\uFFFD');
        } else if (hidden(codePoint)) {
            shown.append(String.format(Locale.ROOT, "\u27E6U+%04X\u27E7", codePoint));
        } else {
            shown.appendCodePoint(codePoint);
        }
    }

    /** The joiner stays, since emoji are built with it and it hides nothing. */
    private static boolean hidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> codePoint != ZERO_WIDTH_JOINER;
            case Character.PRIVATE_USE, Character.UNASSIGNED -> true;
            default -> codePoint >= 0xE0100 && codePoint <= 0xE01EF;
        };
    }
}
