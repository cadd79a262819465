package io.colony.engine.forge.github;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The last answers with an ETag, by who asked and for what, least recently used first out. A question that GitHub answers
 * with 304 costs nothing of the hour's requests. Safe for use by many threads.
 */
final class EtagCache {
    /** What is read of an answer that is given again; GitHub sends some twenty-five more, which would be most of what is kept. */
    private static final Set<String> HEADERS = Set.of("etag", "link", "content-type");

    private final int mostEntries;
    private final long mostCharacters;

    private final Map<Asked, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    EtagCache(int mostEntries, long mostCharacters) {
        this.mostEntries = mostEntries;
        this.mostCharacters = mostCharacters;
    }

    private record Asked(String identity, URI uri) {}

    /** An answer, with few of its headers, and what it is asked for again by. */
    record Kept(String etag, Answer answer) {}

    synchronized Optional<Kept> find(String identity, URI uri) {
        return Optional.ofNullable(kept.get(new Asked(identity, uri)));
    }

    synchronized void put(String identity, URI uri, Answer answer) {
        Optional<String> etag = answer.header("etag");
        Asked asked = new Asked(identity, uri);
        drop(asked);
        if (etag.isEmpty() || answer.status() != 200 || answer.body().length() > mostCharacters / 4) {
            return;
        }
        kept.put(asked, new Kept(etag.get(), answer.with(HEADERS)));
        characters += answer.body().length();
        while (kept.size() > mostEntries || characters > mostCharacters) {
            drop(kept.keySet().iterator().next());
        }
    }

    private void drop(Asked asked) {
        Kept gone = kept.remove(asked);
        if (gone != null) {
            characters -= gone.answer().body().length();
        }
    }
}
