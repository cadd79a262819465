package io.colony.engine.intake;

import io.colony.engine.issue.IssueKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an issue's text says that it waits for: {@code depends on #12}, {@code blocked by owner/repo#7}, several separated by
 * commas or {@code and}. Quoted lines and blocks of code say nothing. Pure.
 */
final class NamedInText {
    /** More than anybody means; the rest is left out. */
    static final int MOST = 20;

    private static final String REFERENCE = "(?:[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100})?#[1-9][0-9]{0,17}\\b";
    private static final Pattern PHRASE = Pattern.compile(
            "\\b(?:depends on|blocked by):?\\s{1,3}(" + REFERENCE
                    + "(?:(?:\\s{0,3},\\s{0,3}(?:and\\s{1,3})?|\\s{1,3}and\\s{1,3})" + REFERENCE + "){0,19})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ONE = Pattern.compile(REFERENCE);
    private static final Pattern FENCE = Pattern.compile(" {0,3}(```|~~~).*", Pattern.DOTALL);

    private NamedInText() {}

    /** @param repository what a bare {@code #12} is an issue of */
    static List<IssueKey> dependencies(String repository, String text) {
        Set<IssueKey> keys = new LinkedHashSet<>();
        Matcher phrases = PHRASE.matcher(said(text));
        while (phrases.find() && keys.size() < MOST) {
            Matcher one = ONE.matcher(phrases.group(1));
            while (one.find() && keys.size() < MOST) {
                String reference = one.group();
                keys.add(IssueKey.parse(reference.startsWith("#") ? repository + reference : reference));
            }
        }
        return List.copyOf(keys);
    }

    /** Without quoted lines, blocks of code and words of code. */
    private static String said(String text) {
        StringBuilder said = new StringBuilder();
        String fence = "";
        for (String line : text.lines().toList()) {
            Matcher border = FENCE.matcher(line);
            if (border.matches() && (fence.isEmpty() || fence.equals(border.group(1)))) {
                fence = fence.isEmpty() ? border.group(1) : "";
            } else if (fence.isEmpty() && !line.stripLeading().startsWith(">")) {
                said.append(line.replaceAll("`[^`]{0,1000}`", "")).append('\n');
            }
        }
        return said.toString();
    }
}
