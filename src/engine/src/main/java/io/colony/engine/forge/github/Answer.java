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
 */
record Answer(int status, Map<String, List<String>> headers, String body) {
    static Answer of(int status, Map<String, List<String>> headers, String body) {
        Map<String, List<String>> lower = new TreeMap<>();
        headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new Answer(status, lower, body);
    }

    /** The answer without all other headers. */
    Answer with(Set<String> names) {
        Map<String, List<String>> kept = new TreeMap<>(headers);
        kept.keySet().retainAll(names);
        return new Answer(status, Map.copyOf(kept), body);
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
