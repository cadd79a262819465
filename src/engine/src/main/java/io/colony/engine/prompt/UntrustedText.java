package io.colony.engine.prompt;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that a stranger wrote, without anything that a reader of the issue would not see.
 *
 * @param text what a model may read, and what an operator can read too
 * @param hidden whether the text as it was written has something that was there to be read by machines alone; a sign of
 *     risk. Line ends and the joiners of emoji do not count
 */
public record UntrustedText(String text, boolean hidden) {
    private static final String COMMENT_OPENS = "<!--";
    private static final String COMMENT_CLOSES = "-->";

    /** Link definitions that lead nowhere: the known way to write a comment in Markdown. */
    private static final Pattern MARKDOWN_COMMENT =
            Pattern.compile("(?m)^ {0,3}\\[[^\\]\\n]*\\]:[ \\t]*(?:#|<>|<#>)[ \\t]*(?:[\"'(][^\\n]*)?$");

    /**
     * Removes invisible characters, HTML comments (an unclosed one to the end, as a browser hides it) and Markdown
     * comments; turns every line end into a line feed. What is normalised stays as it is when it is normalised again.
     */
    public static UntrustedText normalise(String raw) {
        StringBuilder visible = new StringBuilder(raw.length());
        boolean hidden = visibleCharacters(lineFeeds(raw), visible);
        String withoutComments = withoutComments(visible.toString(), anywhere -> true);
        Matcher markdown = MARKDOWN_COMMENT.matcher(withoutComments);
        String text = markdown.replaceAll("");
        return new UntrustedText(
                text,
                hidden || withoutComments.length() != visible.length() || text.length() != withoutComments.length());
    }

    /**
     * The same for text that is shown as Markdown: comments are those that a page made of it does not show; what looks like
     * one in code or in ordinary text stays, with a blank in it ({@code < !--}), so that nobody takes it for one later. What
     * else such a page does not show stays and counts as hidden: it is for people to look at. A text that is too much for a
     * parser is read by the rule of {@link #normalise}, and counts as hidden.
     */
    public static UntrustedText normaliseMarkdown(String raw) {
        StringBuilder visible = new StringBuilder(raw.length());
        boolean hidden = visibleCharacters(lineFeeds(raw), visible);
        String written = visible.toString();
        return HiddenMarkdown.read(written)
                .flatMap(markdown -> asShown(written, markdown, hidden))
                .orElseGet(() -> new UntrustedText(normalise(raw).text(), true));
    }

    private static Optional<UntrustedText> asShown(String written, HiddenMarkdown markdown, boolean hidden) {
        String withoutDefinitions = MARKDOWN_COMMENT
                .matcher(written)
                .replaceAll(found -> markdown.isDefinition(written.indexOf('[', found.start()))
                        ? ""
                        : Matcher.quoteReplacement(found.group()));
        Optional<HiddenMarkdown> rest =
                withoutDefinitions.equals(written) ? Optional.of(markdown) : HiddenMarkdown.read(withoutDefinitions);
        return rest.map(parsed -> withoutComments(withoutDefinitions, parsed::isMarkup))
                .map(text -> new UntrustedText(defused(text), hidden || markdown.hides() || !text.equals(written)));
    }

    /** What only looks like a comment, and would be taken for one by {@link #normalise}. */
    private static String defused(String text) {
        return MARKDOWN_COMMENT
                .matcher(text.replace(COMMENT_OPENS, "< !--"))
                .replaceAll(found -> Matcher.quoteReplacement(found.group().replace("]:", "] :")));
    }

    /**
     * Shows invisible characters by their numbers, such as {@code [U+202E]}, and removes nothing: for code, where a
     * reviewer has to see them.
     */
    public static String reveal(String raw) {
        StringBuilder shown = new StringBuilder(raw.length());
        for (int at = 0; at < raw.length(); ) {
            int codePoint = raw.codePointAt(at);
            if (InvisibleCharacters.contains(codePoint) && !raw.startsWith("\r\n", at)) {
                shown.append("[U+%04X]".formatted(codePoint));
            } else {
                shown.appendCodePoint(codePoint);
            }
            at += Character.charCount(codePoint);
        }
        return shown.toString();
    }

    private static String lineFeeds(String raw) {
        String withoutMark = raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
        return withoutMark
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace('\u0085', '\n')
                .replace('\u2028', '\n')
                .replace('\u2029', '\n');
    }

    /** Whether something of weight was left out. */
    private static boolean visibleCharacters(String text, StringBuilder visible) {
        boolean hidden = false;
        int before = ' ';
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            if (InvisibleCharacters.contains(codePoint)) {
                hidden |= !InvisibleCharacters.belongsToEmoji(before, codePoint);
            } else {
                visible.appendCodePoint(codePoint);
            }
            before = codePoint;
            at += Character.charCount(codePoint);
        }
        return hidden;
    }

    /** @param isMarkup whether what begins there is a comment, and not text that looks like one */
    private static String withoutComments(String text, IntPredicate isMarkup) {
        StringBuilder left = new StringBuilder(text.length());
        int at = 0;
        int next = 0;
        for (int opens = text.indexOf(COMMENT_OPENS); opens >= 0; opens = text.indexOf(COMMENT_OPENS, next)) {
            next = opens + 1;
            if (!isMarkup.test(opens)) {
                continue;
            }
            left.append(text, at, opens);
            at = commentEnd(text, opens + COMMENT_OPENS.length());
            next = at;
            if (!left.isEmpty() && "<!-".indexOf(left.charAt(left.length() - 1)) >= 0) {
                // What stood around the comment must not grow together into another one.
                left.append(' ');
            }
        }
        return left.append(text, at, text.length()).toString();
    }

    private static int commentEnd(String text, int content) {
        if (text.startsWith(">", content)) {
            return content + 1;
        }
        if (text.startsWith("->", content)) {
            return content + 2;
        }
        int closes = text.indexOf(COMMENT_CLOSES, content);
        return closes < 0 ? text.length() : closes + COMMENT_CLOSES.length();
    }
}
