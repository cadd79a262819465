package io.colony.engine.prompt;

import java.util.ArrayList;
import java.util.List;

/**
 * One construct that begins with {@code <} in a piece of HTML, read as browsers read it: a declaration or an instruction
 * ends with the first {@code >}, a comment with {@code -->}, a tag with the first {@code >} outside of quotes (WHATWG HTML,
 * 13.2.5, states "tag open" to "bogus comment").
 *
 * @param from of the first character in the piece, from 0
 * @param to after the last one
 * @param name of the element, in lower case; empty for what is no tag
 * @param shown what may be left of it: the tag with its name, the addresses and the short captions
 */
record HtmlTag(int from, int to, String name, boolean closes, Ends ends, String shown) {
    /** The longest caption that stays; enough for a screenshot's name. */
    static final int CAPTION = 80;

    /** How it comes to its end. */
    enum Ends {
        AS_IT_SHOULD,
        /** The piece ends before it does, so that it hides the rest of the piece. */
        NEVER,
        /** Likewise, within a quoted value: what follows the piece belongs to the value as well. */
        WITHIN_QUOTES
    }

    /** Those of a piece, in order. */
    static List<HtmlTag> in(String piece) {
        List<HtmlTag> tags = new ArrayList<>();
        int at = piece.indexOf('<');
        while (at >= 0) {
            HtmlTag tag = new HtmlTagReader(piece, at).read();
            if (tag.to > at + 1) {
                tags.add(tag);
            }
            at = piece.indexOf('<', tag.to);
        }
        return tags;
    }

    HtmlTag movedBy(int characters) {
        return new HtmlTag(from + characters, to + characters, name, closes, ends, shown);
    }

    /** Whether readers do not see all of it. */
    boolean hides(String piece) {
        return !piece.substring(from, to).equals(shown);
    }
}
