package io.colony.runner.console;

/** Characters that a terminal would obey, or that hide what stands beside them. Agents, issues and commits may hold any of them. */
final class VisibleCharacters {
    private VisibleCharacters() {}

    /** Whether it is shown by its number; line feeds and tabs are, too. */
    static boolean hides(int codePoint) {
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
    static String shown(int codePoint) {
        return String.format("\\u%04x", codePoint);
    }
}
