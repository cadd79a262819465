package io.colony.engine.forge.github;

import io.colony.engine.forge.ForgeException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a comment of ours is found again by: an HTML comment on its last line, which GitHub does not show. Only believed
 * in what our own identities wrote.
 */
final class CommentMarker {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/#@-]*");
    private static final int LONGEST = 200;
    private static final Pattern LAST_LINE =
            Pattern.compile("(?:\\r?\\n){0,2}<!-- colony:([A-Za-z0-9._:/#@-]{1,200}) -->\\s*\\z");

    private CommentMarker() {}

    /** A comment without its marker. */
    record Marked(String body, Optional<String> marker) {}

    static String add(String body, String marker) {
        if (marker.length() > LONGEST || !ALLOWED.matcher(marker).matches() || marker.contains("--")) {
            throw ForgeException.permanent("'" + Refusal.printable(marker)
                    + "' cannot mark a comment on GitHub: letters, digits and . _ : / # @ - are allowed, no two hyphens"
                    + " together, " + LONGEST + " at most.");
        }
        return body + "\n\n<!-- colony:" + marker + " -->";
    }

    static Marked read(String text) {
        Matcher last = LAST_LINE.matcher(text);
        return last.find()
                ? new Marked(text.substring(0, last.start()), Optional.of(last.group(1)))
                : new Marked(text, Optional.empty());
    }
}
