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

    /** What an answer takes besides its body: its address, its headers and what holds them together. */
    private static final long BESIDES = 1_024;

    private final int mostEntries;
    private final long mostBytes;

    private final Map<Asked, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param mostBytes of memory for all answers; one alone may take a quarter of them */
    EtagCache(int mostEntries, long mostBytes) {
        this.mostEntries = mostEntries;
        this.mostBytes = mostBytes;
    }

    private record Asked(String identity, URI uri) {}

    /** An answer, with few of its headers, what it is asked for again by, and the memory that it takes. */
    record Kept(String etag, Answer answer, long bytes) {}

    synchronized Optional<Kept> find(String identity, URI uri) {
        return Optional.ofNullable(kept.get(new Asked(identity, uri)));
    }

    synchronized void put(String identity, URI uri, Answer answer) {
        Optional<String> etag = answer.header("etag");
        Asked asked = new Asked(identity, uri);
        drop(asked);
        if (etag.isEmpty() || answer.status() != 200 || answer.body().length() > mostBytes / 4) {
            return;
        }
        long size = BESIDES + size(answer.body());
        if (size > mostBytes / 4) {
            return;
        }
        kept.put(asked, new Kept(etag.get(), answer.kept(HEADERS), size));
        bytes += size;
        while (kept.size() > mostEntries || bytes > mostBytes) {
            drop(kept.keySet().iterator().next());
        }
    }

    /** One character beyond Latin-1 makes a string take twice the memory. */
    private static long size(String text) {
        return text.chars().allMatch(character -> character <= 0xFF) ? text.length() : 2L * text.length();
    }

    private void drop(Asked asked) {
        Kept gone = kept.remove(asked);
        if (gone != null) {
            bytes -= gone.bytes();
        }
    }
}
