package io.colony.engine.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One construct that begins with {@code <} in a piece of HTML, read as browsers read it: a declaration or an instruction
 * ends with the first {@code >}, a tag with the first one outside of quotes, and what never ends hides all that follows
 * (WHATWG HTML, 13.2.5, states "tag open" to "bogus comment").
 *
 * @param to after its last character
 * @param name of the element, in lower case; empty for what is no tag
 * @param shown what may be left of it: the tag with its name, the addresses and the short captions
 */
record HtmlTag(int from, int to, String name, boolean closes, String shown) {
    /** The longest caption that stays; enough for a screenshot's name. */
    static final int CAPTION = 80;

    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_ADDRESS = 2_000;
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

    /**
     * The tags of a piece of HTML, in order.
     *
     * @param end after the last character of the piece
     */
    static List<HtmlTag> in(String text, int from, int end) {
        List<HtmlTag> tags = new ArrayList<>();
        int at = text.indexOf('<', from);
        while (at >= 0 && at < end) {
            HtmlTag tag = new Reader(text, at, end).read();
            if (tag.to > at + 1) {
                tags.add(tag);
            }
            at = text.indexOf('<', tag.to);
        }
        return tags;
    }

    /** What readers do not see of it; nothing where all of it may stay. */
    boolean hides(String text) {
        return !text.substring(from, to).equals(shown);
    }

    /** Reads one. */
    private static final class Reader {
        private final String text;
        private final int from;
        private final int end;
        private int at;

        Reader(String text, int from, int end) {
            this.text = text;
            this.from = from;
            this.end = end;
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
            return closes || look() == '!' || look() == '?' ? nothing() : new HtmlTag(from, from + 1, "", false, "<");
        }

        /** A declaration, an instruction, a comment of some kind. */
        private HtmlTag nothing() {
            int closes = text.indexOf('>', at);
            return new HtmlTag(from, closes < 0 || closes >= end ? end : closes + 1, "", false, "");
        }

        private HtmlTag tag(boolean closes) {
            String written = until(" \t\n\f/>");
            List<String> kept = new ArrayList<>();
            boolean all = written.length() <= LONGEST_NAME;
            for (skip(" \t\n\f/"); at < end && look() != '>'; skip(" \t\n\f/")) {
                String attribute = attribute(closes);
                all &= !attribute.isEmpty();
                kept.add(attribute);
            }
            String name = written.toLowerCase(Locale.ROOT);
            if (at >= end) {
                return new HtmlTag(from, end, name, closes, "");
            }
            at++;
            return new HtmlTag(from, at, name, closes, all ? text.substring(from, at) : shown(written, closes, kept));
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
            until(" \t\n\f/>=");
            String name = text.substring(begins, at).toLowerCase(Locale.ROOT);
            int named = at;
            skip(" \t\n\f");
            if (look() != '=') {
                at = named;
                return !closes && LAYOUT.contains(name) ? name : "";
            }
            at++;
            skip(" \t\n\f");
            String value = value();
            return !closes && stays(name, value) ? text.substring(begins, at) : "";
        }

        private String value() {
            char quote = look();
            if (quote != '"' && quote != '\'') {
                return until(" \t\n\f>");
            }
            at++;
            String value = until(String.valueOf(quote));
            at = Math.min(end, at + 1);
            return value;
        }

        private static boolean stays(String name, String value) {
            boolean oneWord = value.strip().chars().noneMatch(Character::isWhitespace);
            if (ADDRESSES.contains(name)) {
                return oneWord && value.length() <= LONGEST_ADDRESS;
            }
            return value.length() <= CAPTION && (CAPTIONS.contains(name) || (oneWord && LAYOUT.contains(name)));
        }

        private char look() {
            return at < end ? text.charAt(at) : '\0';
        }

        private void skip(String characters) {
            while (at < end && characters.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private String until(String characters) {
            int begins = at;
            while (at < end && characters.indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(begins, at);
        }

        private static boolean isLetter(char character) {
            return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
        }
    }
}
