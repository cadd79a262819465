package io.colony.engine.prompt;

/**
 * Whether a text is the definition of a link and nothing beside it. Parsers are of two minds about titles that never end and
 * labels within labels; what is not one for certain stays. Reads by hand: an expression with escapes in it would need a
 * stack as deep as there are escapes.
 */
final class LinkDefinition {
    private final String text;
    private int at;

    private LinkDefinition(String text) {
        this.text = text.strip();
    }

    /** The label that it defines, as it is written; empty where it is none. */
    static String labelOf(String text) {
        LinkDefinition definition = new LinkDefinition(text);
        return definition.look() == '[' ? definition.read() : "";
    }

    /** The label at the end of a link that refers to a definition, as it is written; empty where it names its address. */
    static String lastLabelOf(String link) {
        String written = link.endsWith("[]") ? link.substring(0, link.length() - 2) : link;
        if (!written.endsWith("]")) {
            return "";
        }
        int open = written.lastIndexOf('[');
        while (open > 0 && isEscaped(written, open)) {
            open = written.lastIndexOf('[', open - 1);
        }
        return open < 0 ? "" : written.substring(open + 1, written.length() - 1);
    }

    private static boolean isEscaped(String text, int at) {
        int before = at;
        while (before > 0 && text.charAt(before - 1) == '\\') {
            before--;
        }
        return (at - before) % 2 == 1;
    }

    private String read() {
        at++;
        int begins = at;
        if (!upTo("[]") || look() != ']') {
            return "";
        }
        String label = text.substring(begins, at);
        at++;
        if (look() != ':') {
            return "";
        }
        at++;
        skipBlank();
        return destination() && title() ? label : "";
    }

    private boolean destination() {
        if (look() == '<') {
            boolean closed = upTo(">\n") && look() == '>';
            at++;
            return closed;
        }
        int begins = at;
        while (at < text.length() && !Character.isWhitespace(look())) {
            at++;
        }
        return at > begins;
    }

    /** One that ends where the text does, or none. */
    private boolean title() {
        int before = at;
        skipBlank();
        if (at == text.length()) {
            return true;
        }
        String closes = switch (look()) {
            case '"' -> "\"";
            case '\'' -> "'";
            case '(' -> ")";
            default -> "";
        };
        if (closes.isEmpty() || at == before) {
            return false;
        }
        at++;
        return upTo(closes) && at == text.length() - 1;
    }

    /** Goes to the next of the characters that no backslash stands before. */
    private boolean upTo(String characters) {
        while (at < text.length() && characters.indexOf(look()) < 0) {
            at += look() == '\\' ? 2 : 1;
        }
        return at < text.length();
    }

    private void skipBlank() {
        while (at < text.length() && Character.isWhitespace(look())) {
            at++;
        }
    }

    private char look() {
        return at < text.length() ? text.charAt(at) : '\0';
    }
}
