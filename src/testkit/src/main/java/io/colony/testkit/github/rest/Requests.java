package io.colony.testkit.github.rest;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what was asked. Safe for use by many threads. */
public final class Requests {
    private final Map<String, AtomicLong> byRoute = new ConcurrentHashMap<>();
    private final AtomicLong all = new AtomicLong();
    private final AtomicLong notModified = new AtomicLong();

    void count(String route, int status) {
        byRoute.computeIfAbsent(route, key -> new AtomicLong()).incrementAndGet();
        all.incrementAndGet();
        if (status == 304) {
            notModified.incrementAndGet();
        }
    }

    /** All requests to the API, those answered 304 included. */
    public long total() {
        return all.get();
    }

    /** Those answered 304, which cost nothing of the rate limit. */
    public long notModified() {
        return notModified.get();
    }

    /** By method and path template, such as {@code GET /repos/{owner}/{repo}}. */
    public Map<String, Long> byRoute() {
        Map<String, Long> counts = new TreeMap<>();
        byRoute.forEach((route, count) -> counts.put(route, count.get()));
        return counts;
    }

    /** How many there were of one route. */
    public long of(String route) {
        return byRoute.getOrDefault(route, new AtomicLong()).get();
    }

    /** Begins to count anew. */
    public void reset() {
        byRoute.clear();
        all.set(0);
        notModified.set(0);
    }
}
