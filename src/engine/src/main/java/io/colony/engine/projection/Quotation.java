package io.colony.engine.projection;

import io.colony.engine.prompt.UntrustedText;
import java.util.regex.Pattern;

/**
 * Words of a model or a stranger in text of ours: nothing hidden, no command, heading or list of its own, nobody called, and
 * no other issue closed or referred to.
 */
public final class Quotation {
    /** Shown as nothing; code hosts no longer take what stands around it for one word. */
    private static final String BREAK = "\u200b";

    /** A person or team that would be told. An address such as {@code ann@example.org} is none. */
    private static final Pattern MENTION = Pattern.compile("(?<![\\w@.])@(?=\\w)");

    /** {@code #12}, {@code GH-12}, {@code owner/name#12}. */
    private static final Pattern REFERENCE = Pattern.compile("#(?=\\d)|\\b(?i:gh)(?=-\\d)");

    /** What closes an issue by its address when the text is merged. */
    private static final Pattern CLOSING =
            Pattern.compile("(?i)\\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?=:?\\s+\\S*/(?:issues|pull)/\\d)");

    /** Says who had a part in a commit, or what a code host is to do with it. A repeated group would use the stack for each word. */
    private static final Pattern TRAILER = Pattern.compile("(?im)^[ \\t]*(?:[a-z][a-z-]{0,100}-by|cc|change-id"
            + "|on-behalf-of|skip-checks?)[ \\t]*:[ \\t].*(?:\\n|$)");

    /** The words by which a build is left out, up to where they can be broken. */
    private static final Pattern SKIP = Pattern.compile(
            "(?i)\\[(?=(?:skip|ci|no|actions|azurepipelines|appveyor|travis|wip)[ -])|\\*\\*\\*(?=NO_CI)");

    private Quotation() {}

    /** As a block of Markdown quotation. */
    public static String block(String words) {
        return "> " + inert(words).strip().replace("\n", "\n> ");
    }

    /** In one line, such as a title or the cell of a table. */
    public static String line(String words) {
        return inert(words).replace('\n', ' ').strip();
    }

    /** In one cell of a Markdown table. */
    public static String cell(String words) {
        return line(words).replace("\\", "\\\\").replace("|", "\\|").replace("`", "'");
    }

    /** In one line that is no Markdown, such as a title: an angle bracket is one. */
    public static String plain(String words) {
        return alone(UntrustedText.normalise(words).text()).replace('\n', ' ').strip();
    }

    /**
     * As a commit's message: nobody is named as having had a part in it, no issue is closed, and no build is told not to run.
     */
    public static String message(String words) {
        String visible = UntrustedText.normalise(words).text();
        String own = TRAILER.matcher(visible).replaceAll("");
        String calm = SKIP.matcher(alone(own)).replaceAll("$0" + BREAK).strip();
        return (calm.isEmpty() ? "Change" : calm) + "\n";
    }

    /** As code that nothing in it can end. */
    public static String code(String words) {
        String shown = UntrustedText.reveal(words);
        String fence = "```";
        while (shown.contains(fence)) {
            fence += "`";
        }
        return fence + "\n" + shown + "\n" + fence;
    }

    private static String inert(String words) {
        return alone(UntrustedText.normalise(words).text()).replace("<", "&lt;");
    }

    private static String alone(String visible) {
        String calm = MENTION.matcher(visible).replaceAll("@" + BREAK);
        String unreferred = REFERENCE.matcher(calm).replaceAll("$0" + BREAK);
        return CLOSING.matcher(unreferred).replaceAll("$0" + BREAK);
    }
}
