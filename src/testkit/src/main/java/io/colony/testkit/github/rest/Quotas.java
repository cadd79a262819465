package io.colony.testkit.github.rest;

import io.colony.testkit.github.world.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The primary rate limit: so many requests an hour for each actor. Guarded by the world's lock. */
public final class Quotas {
    private static final Duration WINDOW = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, Window> windows = new HashMap<>();
    private int limit = 5_000;

    Quotas(InstantSource clock) {
        this.clock = clock;
    }

    private record Window(Instant begin, int used) {}

    /** How many requests an hour each actor has from now on. */
    public void setLimit(int requests) {
        limit = requests;
    }

    /**
     * Counts a request.
     *
     * @throws Refusal 403 when there are none left
     */
    void use(String key) {
        Window window = window(key);
        if (window.used() >= limit) {
            throw new Refusal(
                    403,
                    "API rate limit exceeded for " + key.replace(":", " ID ")
                            + ". If you reach out to GitHub Support for help, please include the request ID.");
        }
        windows.put(key, new Window(window.begin(), window.used() + 1));
    }

    /** Takes one back, for an answer that costs nothing. */
    void giveBack(String key) {
        Window window = window(key);
        windows.put(key, new Window(window.begin(), Math.max(0, window.used() - 1)));
    }

    private Window window(String key) {
        Instant now = clock.instant();
        Window window = windows.getOrDefault(key, new Window(now, 0));
        return now.isBefore(window.begin().plus(WINDOW)) ? window : new Window(now, 0);
    }

    Map<String, String> headers(String key) {
        Window window = window(key);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-RateLimit-Limit", Integer.toString(limit));
        headers.put("X-RateLimit-Remaining", Integer.toString(Math.max(0, limit - window.used())));
        headers.put("X-RateLimit-Used", Integer.toString(Math.min(limit, window.used())));
        headers.put(
                "X-RateLimit-Reset", Long.toString(window.begin().plus(WINDOW).getEpochSecond()));
        headers.put("X-RateLimit-Resource", "core");
        return headers;
    }

    /** As {@code GET /rate_limit} tells it. */
    Fields shown(String key) {
        Window window = window(key);
        Fields core = Fields.of("limit", limit)
                .with("used", Math.min(limit, window.used()))
                .with("remaining", Math.max(0, limit - window.used()))
                .with("reset", window.begin().plus(WINDOW).getEpochSecond());
        Fields resources = new Fields();
        for (String name : new String[] {"core", "search", "graphql", "integration_manifest", "code_search"}) {
            resources.with(name, core);
        }
        return Fields.of("resources", resources).with("rate", core);
    }
}
