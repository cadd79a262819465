package io.colony.engine.gate;

/**
 * Passes over what may stand between two words of code: blanks, line ends, comments as in C. A comment's end is looked for once,
 * however many begin before it. One thread.
 */
final class CodeGaps {
    private final String text;
    /** Where the first comment ends that may begin at or after the place that was last asked for. */
    private int close;

    private int closeFrom;

    CodeGaps(String text) {
        this.text = text;
        this.closeFrom = text.length() + 1;
    }

    /** The first place from here on at which something else stands, or the text's end; the place itself for none. */
    int after(int start) {
        int at = start;
        while (at < text.length()) {
            int next = Character.isWhitespace(text.charAt(at)) ? at + 1 : commentEnd(at);
            if (next < 0) {
                return at;
            }
            at = next;
        }
        return at;
    }

    private int commentEnd(int at) {
        if (text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            return end < 0 ? -1 : end + 1;
        }
        if (!text.startsWith("/*", at)) {
            return -1;
        }
        int from = at + 2;
        if (from < closeFrom || (close >= 0 && close < from)) {
            close = text.indexOf("*/", from);
            closeFrom = from;
        }
        return close < 0 ? -1 : close + 2;
    }
}
