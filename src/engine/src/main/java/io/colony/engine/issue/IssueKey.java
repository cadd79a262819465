package io.colony.engine.issue;

import io.colony.engine.ColonyException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people call an issue: {@code owner/name#12}.
 *
 * @param repository {@code owner/name}
 * @param number the issue's number on its code host, from 1
 */
public record IssueKey(String repository, long number) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]+/[A-Za-z0-9._-]+)#([1-9][0-9]{0,17})");

    /** Reads {@code owner/name#12}; throws with the expected form where the text has another. */
    public static IssueKey parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new ColonyException("'" + text + "' is no issue key: it should read owner/name#12.");
        }
        return new IssueKey(matcher.group(1), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
        return repository + "#" + number;
    }
}
