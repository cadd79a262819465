package io.colony.engine.intake;

import io.colony.engine.prompt.UntrustedText;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Answers to the Surveyor's questions: comments, which stand behind the issue's own text in what agents see, and which the
 * text that the code host gives never holds.
 *
 * @param text of all of them, each with its heading
 * @param hidden whether readers may not see all of them
 */
record Answers(String text, boolean hidden) {
    private static final String HEADING = "\n\nAnswer:\n";
    private static final Pattern OWN_HEADING = Pattern.compile("^Answer:$", Pattern.MULTILINE);
    private static final Answers NONE = new Answers("", false);

    /** How many of people who may not write wait at most for somebody who may. */
    static final int MOST = 20;

    /** The same, in characters. */
    static final int LONGEST = 200_000;

    /**
     * How much more of both there may be where the author answers: the questions are theirs, and whoever else may
     * comment could leave no room for the answer.
     */
    static final int AUTHORS_SHARE = 2;

    /**
     * All that comes after the code host's own text, by the rule of today or by the one before it (decision 0051).
     *
     * @param raw the text as the code host gave it
     * @param all what agents see of it, or may one day
     */
    static Answers after(String raw, String all, boolean hidden) {
        for (UntrustedText own : List.of(UntrustedText.normaliseMarkdown(raw), UntrustedText.normalise(raw))) {
            if (all.startsWith(own.text() + HEADING)) {
                return new Answers(all.substring(own.text().length()), hidden);
            }
        }
        return NONE;
    }

    Answers and(UntrustedText answer) {
        return new Answers(added(text, answer), hidden || answer.hidden());
    }

    /**
     * One more, in which no line is a heading: one comment is one answer.
     *
     * @param text of an issue, with the answers so far
     */
    static String added(String text, UntrustedText answer) {
        return text + HEADING + OWN_HEADING.matcher(answer.text()).replaceAll("Answer: ");
    }

    /**
     * Whether with one more there would be more than may wait.
     *
     * @param byAuthor whether the author gives it
     */
    boolean isFull(UntrustedText more, Answers accepted, boolean byAuthor) {
        int share = byAuthor ? AUTHORS_SHARE : 1;
        return count() - accepted.count() >= MOST * share
                || (long) text.length() - accepted.text.length() + more.text().length() > (long) LONGEST * share;
    }

    private int count() {
        int count = 0;
        for (int at = text.indexOf(HEADING); at >= 0; at = text.indexOf(HEADING, at + 1)) {
            count++;
        }
        return count;
    }
}
