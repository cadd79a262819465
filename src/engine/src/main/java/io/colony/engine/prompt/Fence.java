package io.colony.engine.prompt;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Marks the borders of data in one prompt with a number that whoever wrote the data cannot know.
 *
 * @param nonce 128 random bits in hexadecimal digits; new for each prompt
 */
public record Fence(String nonce) {
    private static final int NONCE_BYTES = 16;

    /** A fence for one prompt. */
    public static Fence random(SecureRandom random) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return new Fence(HexFormat.of().formatHex(bytes));
    }

    /**
     * The text between its borders.
     *
     * @param label what it is, in our own words
     * @throws PromptException where the text holds the nonce: then it could end the fence by itself
     */
    public String around(String label, String text) {
        if (text.contains(nonce)) {
            throw new PromptException(
                    "The text of '" + label + "' holds the nonce of its own fence. Nobody can guess a nonce:"
                            + " look for where it got out, then try again.");
        }
        String end = text.endsWith("\n") || text.isEmpty() ? "" : "\n";
        return "<<<DATA " + nonce + " " + label + ">>>\n" + text + end + "<<<END " + nonce + ">>>\n";
    }
}
