package io.colony.engine.prompt;

import io.colony.engine.prompt.HtmlTag.Ends;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads one {@link HtmlTag}. Used once. */
final class HtmlTagReader {
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_ADDRESS = 2_000;

    /** Of all captions of one tag together. */
    private static final int CAPTIONS_TOGETHER = 2 * HtmlTag.CAPTION;

    private static final String BLANK = " \t\n\f";
    private static final Set<String> ADDRESSES = Set.of("src", "href", "srcset", "cite", "poster");
    private static final Set<String> CAPTIONS = Set.of("alt", "title", "aria-label", "class", "style");
    private static final Set<String> LAYOUT = Set.of(
            "width",
            "height",
            "align",
            "valign",
            "colspan",
            "rowspan",
            "open",
            "start",
            "type",
            "media",
            "id",
            "name",
            "rel",
            "target",
            "dir",
            "lang",
            "border",
            "checked",
            "disabled",
            "controls",
            "muted",
            "loop",
            "autoplay");

    /** Those that GitHub shows as text, attributes and all (GitHub Flavored Markdown, 6.11). */
    private static final Set<String> SHOWN_AS_TEXT =
            Set.of("title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext");

    private final String piece;
    private final int from;
    private final Set<String> seen = new HashSet<>();
    private int at;
    private int captions;
    private Ends ends = Ends.AS_IT_SHOULD;

    HtmlTagReader(String piece, int from) {
        this.piece = piece;
        this.from = from;
        this.at = from + 1;
    }

    HtmlTag read() {
        boolean closes = look() == '/';
        if (closes) {
            at++;
        }
        if (isLetter(look())) {
            return tag(closes);
        }
        if (piece.startsWith("!--", at)) {
            return untilAfter(UntrustedText.commentEnd(piece, at + 3));
        }
        if (closes || look() == '!' || look() == '?') {
            int end = piece.indexOf('>', at);
            return untilAfter(end < 0 ? piece.length() : end + 1);
        }
        return new HtmlTag(from, from + 1, "", false, Ends.AS_IT_SHOULD, "<");
    }

    /** A declaration, an instruction, a comment of some kind. */
    private HtmlTag untilAfter(int end) {
        return new HtmlTag(from, end, "", false, Ends.AS_IT_SHOULD, "");
    }

    private HtmlTag tag(boolean closes) {
        String written = until(BLANK + "/>");
        String name = written.toLowerCase(Locale.ROOT);
        List<String> kept = new ArrayList<>();
        boolean all = written.length() <= LONGEST_NAME;
        for (skip(BLANK + "/"); at < piece.length() && look() != '>'; skip(BLANK + "/")) {
            String attribute = attribute(closes);
            all &= !attribute.isEmpty();
            kept.add(attribute);
        }
        if (at >= piece.length()) {
            return new HtmlTag(from, at, name, closes, ends == Ends.WITHIN_QUOTES ? ends : Ends.NEVER, "");
        }
        at++;
        boolean whole = all || SHOWN_AS_TEXT.contains(name);
        return new HtmlTag(
                from, at, name, closes, ends, whole ? piece.substring(from, at) : shown(written, closes, kept));
    }

    private static String shown(String name, boolean closes, List<String> kept) {
        if (name.length() > LONGEST_NAME) {
            return "";
        }
        StringBuilder shown = new StringBuilder(closes ? "</" : "<").append(name);
        kept.stream()
                .filter(attribute -> !attribute.isEmpty())
                .forEach(each -> shown.append(' ').append(each));
        return shown.append('>').toString();
    }

    /** One as it is written, or nothing where it may not stay. */
    private String attribute(boolean closes) {
        int begins = at;
        at++; // whatever it is, as browsers do: a '=' that begins an attribute is part of its name
        until(BLANK + "/>=");
        String name = piece.substring(begins, at).toLowerCase(Locale.ROOT);
        boolean counts = seen.add(name) && !closes; // of two of a name browsers take the first
        int named = at;
        skip(BLANK);
        if (look() != '=') {
            at = named;
            return counts && LAYOUT.contains(name) ? name : "";
        }
        at++;
        skip(BLANK);
        String value = value();
        return counts && stays(name, value) ? piece.substring(begins, at) : "";
    }

    private String value() {
        char quote = look();
        if (quote != '"' && quote != '\'') {
            return until(BLANK + ">");
        }
        at++;
        String value = until(String.valueOf(quote));
        if (at >= piece.length()) {
            ends = Ends.WITHIN_QUOTES;
        } else {
            at++;
        }
        return value;
    }

    private boolean stays(String name, String value) {
        boolean oneWord = value.strip().chars().noneMatch(Character::isWhitespace);
        if (ADDRESSES.contains(name)) {
            return oneWord && value.length() <= LONGEST_ADDRESS;
        }
        if (CAPTIONS.contains(name)) {
            captions += value.length();
            return value.length() <= HtmlTag.CAPTION && captions <= CAPTIONS_TOGETHER;
        }
        return oneWord && LAYOUT.contains(name) && value.length() <= HtmlTag.CAPTION;
    }

    private char look() {
        return at < piece.length() ? piece.charAt(at) : '\0';
    }

    private void skip(String characters) {
        while (at < piece.length() && characters.indexOf(piece.charAt(at)) >= 0) {
            at++;
        }
    }

    private String until(String characters) {
        int begins = at;
        while (at < piece.length() && characters.indexOf(piece.charAt(at)) < 0) {
            at++;
        }
        return piece.substring(begins, at);
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
