package io.colony.engine.retrospective;

import io.colony.engine.gate.SecretText;
import io.colony.engine.prompt.UntrustedText;

/**
 * Somebody else's words, made fit to be kept and passed on: one line, short, nothing hidden, no markup of ours, and
 * nothing that looks like a credential. A quote of a quote is the same quote.
 *
 * @param text empty where nothing was said
 */
public record Quote(String text) {
    /** The most characters that are kept. */
    public static final int LONGEST = 240;

    /** Nobody said anything. */
    public static final Quote NONE = new Quote("");

    private static final String WITHHELD = "[left out: it looks like a credential]";

    /** The words, cut. */
    public static Quote of(String words) {
        return of(words, LONGEST);
    }

    static Quote of(String words, int longest) {
        // Cut generously first: a log of megabytes is not to be normalised for a line of it.
        String begin = words.length() <= longest * 8 ? words : words.substring(0, longest * 8);
        String line = UntrustedText.normalise(begin)
                .text()
                .replaceAll("\\s+", " ")
                .replace("<<<", "‹")
                .replace(">>>", "›")
                .strip();
        if (SecretText.suspected(line)) {
            return new Quote(WITHHELD);
        }
        return new Quote(line.length() <= longest ? line : cut(line, longest));
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    private static String cut(String line, int longest) {
        int end = longest - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
