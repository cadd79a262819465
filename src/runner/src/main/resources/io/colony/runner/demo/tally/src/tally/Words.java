package tally;

import java.util.List;

/** Small changes to words. */
public final class Words {
    private Words() {}

    /** Such as {@code 1 file} and {@code 3 files}. */
    public static String count(long number, String singular, String plural) {
        return number + " " + (number == 1 ? singular : plural);
    }

    /** At most so many characters, the last one an ellipsis where something was cut. */
    public static String shorten(String text, int length) {
        if (length < 1) {
            throw new IllegalArgumentException("the length must be at least 1: " + length);
        }
        return text.length() <= length ? text : text.substring(0, length - 1) + "\u2026";
    }

    /** Such as {@code a, b and c}. */
    public static String join(List<String> words) {
        if (words.size() < 2) {
            return String.join("", words);
        }
        int last = words.size() - 1;
        return String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }
}
