package io.colony.engine.gate;

import java.util.Collection;
import java.util.List;

/**
 * Names a few of many in a sentence. The names are strangers' text: one line each, of limited length, and none that looks
 * like a secret.
 */
final class NamedSome {
    private static final int SHOWN = 5;
    private static final int LONGEST = 160;

    private NamedSome() {}

    /** Such as {@code a, b and 3 more}. */
    static String of(Collection<String> names) {
        List<String> shown = names.stream().limit(SHOWN).map(NamedSome::plain).toList();
        int more = names.size() - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }

    private static String plain(String name) {
        if (SecretText.suspected(name)) {
            return "a line with what looks like a secret";
        }
        StringBuilder text = new StringBuilder();
        name.codePoints()
                .limit(LONGEST)
                .map(character -> Character.isISOControl(character) || Character.getType(character) == Character.FORMAT
                        ? '?'
                        : character)
                .forEach(text::appendCodePoint);
        return text + (name.codePointCount(0, name.length()) > LONGEST ? "…" : "");
    }
}
