package io.colony.engine.prompt;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a piece of HTML has something that a page does not show: declarations, instructions, comments, and attributes
 * other than addresses, layout and short captions. Tags are read as browsers read them (WHATWG HTML, 13.2.5). Used once.
 */
final class HiddenHtml {
    /** The longest caption that counts as one; enough for a screenshot's name. */
    static final int CAPTION = 80;

    private static final int LONGEST_NAME = 40;
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

    private final String html;
    private int at;

    private HiddenHtml(String html) {
        this.html = html;
    }

    static boolean in(String html) {
        return new HiddenHtml(html).any();
    }

    private boolean any() {
        for (at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
            at++;
            boolean closes = look() == '/';
            if (closes) {
                at++;
            }
            if (look() == '!' || look() == '?' || (isLetter(look()) && tagHides(closes))) {
                return true;
            }
        }
        return false;
    }

    private boolean tagHides(boolean closes) {
        String name = until(BLANK + "/>").toLowerCase(Locale.ROOT);
        if (SHOWN_AS_TEXT.contains(name)) {
            return false;
        }
        Set<String> seen = new HashSet<>();
        boolean hides = name.length() > LONGEST_NAME;
        for (skip(BLANK + "/"); at < html.length() && look() != '>'; skip(BLANK + "/")) {
            hides |= attributeHides(seen) || closes;
        }
        return hides || at >= html.length();
    }

    /** @param seen names so far: of two of a name browsers take the first */
    private boolean attributeHides(Set<String> seen) {
        int begins = at;
        at++; // whatever it is, as browsers do: a '=' that begins an attribute is part of its name
        until(BLANK + "/>=");
        String name = html.substring(begins, at).toLowerCase(Locale.ROOT);
        int named = at;
        skip(BLANK);
        String value = "";
        if (look() == '=') {
            at++;
            skip(BLANK);
            value = value();
        } else {
            at = named;
        }
        return !seen.add(name) || !isUsual(name, value);
    }

    private String value() {
        char quote = look();
        if (quote != '"' && quote != '\'') {
            return until(BLANK + ">");
        }
        at++;
        String value = until(String.valueOf(quote));
        at++;
        return value;
    }

    private static boolean isUsual(String name, String value) {
        boolean oneWord = value.strip().chars().noneMatch(Character::isWhitespace);
        if (ADDRESSES.contains(name)) {
            return oneWord;
        }
        return value.length() <= CAPTION && (CAPTIONS.contains(name) || (oneWord && LAYOUT.contains(name)));
    }

    private char look() {
        return at < html.length() ? html.charAt(at) : '\0';
    }

    private void skip(String characters) {
        while (at < html.length() && characters.indexOf(html.charAt(at)) >= 0) {
            at++;
        }
    }

    private String until(String characters) {
        int begins = at;
        while (at < html.length() && characters.indexOf(html.charAt(at)) < 0) {
            at++;
        }
        return html.substring(begins, Math.min(at, html.length()));
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }
}
