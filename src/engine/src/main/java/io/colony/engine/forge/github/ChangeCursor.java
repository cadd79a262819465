package io.colony.engine.forge.github;

import io.colony.engine.forge.ForgeException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * How far the changes of a repository were read.
 *
 * @param opening whether it is still being told what is open; then {@code next} is where the rest goes on
 * @param upTo the time of the newest change that was told; changes of the same second may follow it
 * @param next where the changes after the opening begin
 * @param page of the same question, where more changes than one page holds have the same time
 * @param etag of the last answer to the question as it is asked next
 */
record ChangeCursor(boolean opening, Instant upTo, Instant next, int page, Optional<String> etag) {
    private static final String FORM = "1";

    /** The text that the port carries. */
    String text() {
        return String.join(
                "|",
                FORM,
                opening ? "opening" : "changes",
                upTo.toString(),
                next.toString(),
                Integer.toString(page),
                etag.orElse(""));
    }

    static ChangeCursor parse(String text) {
        String[] parts = text.split("\\|", 6);
        try {
            if (parts.length == 6 && parts[0].equals(FORM) && parts[4].matches("[0-9]{1,6}")) {
                return new ChangeCursor(
                        parts[1].equals("opening"),
                        Instant.parse(parts[2]),
                        Instant.parse(parts[3]),
                        Integer.parseInt(parts[4]),
                        Optional.of(parts[5]).filter(tag -> !tag.isEmpty()));
            }
        } catch (DateTimeParseException strange) {
            throw unknown(text);
        }
        throw unknown(text);
    }

    private static ForgeException unknown(String text) {
        return ForgeException.permanent("'" + Refusal.printable(text)
                + "' is no cursor of GitHub's changes. Ask without" + " one to begin anew.");
    }
}
