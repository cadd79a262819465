package io.colony.engine.log;

/** Text on one line, without anything that a terminal would obey or that hides what stands beside it. */
public final class VisibleLine {
    private VisibleLine() {}

    /** Line feeds and tabs become blanks, other such characters their numbers. */
    public static String of(String text) {
        return text.codePoints().noneMatch(VisibleLine::hides) ? text : shown(text);
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t') {
                shown.append(' ');
            } else if (hides(c)) {
                shown.append(number(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** Whether a terminal would obey it, or a reader not see it; line feeds and tabs are such, too. */
    public static boolean hides(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    /** Its number in the form of Java's escapes. */
    public static String number(int codePoint) {
        return String.format("\\u%04x", codePoint);
    }
}
