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
        return isPlain(text) ? text : shown(text.replace("\r\n", "\n"));
    }

    /** Most of what pages say. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\n' && c != '\t') || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            append(shown, codePoint);
            i += Character.charCount(codePoint);
        }
        return shown.toString();
    }

    private static void append(StringBuilder shown, int codePoint) {
        int type = Character.getType(codePoint);
        if (codePoint == '\n' || codePoint == '\t') {
            shown.append((char) codePoint);
        } else if (type == Character.SURROGATE) {
            shown.append('\uFFFD');
        } else if (hidden(codePoint, type)) {
            shown.append(String.format(Locale.ROOT, "\u27E6U+%04X\u27E7", codePoint));
        } else {
            shown.appendCodePoint(codePoint);
        }
    }

    /** The joiner stays, since emoji are built with it and it hides nothing. */
    private static boolean hidden(int codePoint, int type) {
        return switch (type) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> codePoint != ZERO_WIDTH_JOINER;
            case Character.PRIVATE_USE, Character.UNASSIGNED -> true;
            default -> codePoint >= 0xE0100 && codePoint <= 0xE01EF;
        };
    }
}
