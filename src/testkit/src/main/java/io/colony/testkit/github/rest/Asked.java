package io.colony.testkit.github.rest;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came.
 *
 * @param path as sent, not decoded, below the API's root
 * @param query as sent; empty where there is none
 * @param headers by their names in lower case
 */
public record Asked(String method, String path, String query, Map<String, String> headers, String body) {
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    Asked at(String otherPath) {
        return new Asked(method, otherPath, query, headers, body);
    }
}
