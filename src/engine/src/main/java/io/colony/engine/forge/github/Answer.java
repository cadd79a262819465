package io.colony.engine.forge.github;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What GitHub answered.
 *
 * @param headers names in lower case
 * @param kept whether it is an earlier answer, whose body still holds and whose headers may not: GitHub's ETags are of the
 *     body, so that the last page of a list stays the last one to them when others follow it
 */
record Answer(int status, Map<String, List<String>> headers, String body, boolean kept) {
    Answer(int status, Map<String, List<String>> headers, String body) {
        this(status, headers, body, false);
    }

    static Answer of(int status, Map<String, List<String>> headers, String body) {
        Map<String, List<String>> lower = new TreeMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new Answer(status, lower, body);
    }

    /** The answer to be given again, without all other headers. */
    Answer kept(Set<String> names) {
        Map<String, List<String>> few = new TreeMap<>(headers);
        few.keySet().retainAll(names);
        return new Answer(status, Map.copyOf(few), body, true);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name))
                .filter(all -> !all.isEmpty())
                .map(List::getFirst);
    }

    OptionalLong number(String name) {
        return header(name)
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,15}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElseGet(OptionalLong::empty);
    }

    boolean good() {
        return status >= 200 && status < 300;
    }
}
