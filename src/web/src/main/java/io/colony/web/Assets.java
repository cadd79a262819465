package io.colony.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The files that pages load, read from the class path once. */
final class Assets {
    private static final Map<String, String> TYPES = Map.of(
            "colony.css", "text/css; charset=utf-8",
            "colony.js", "text/javascript; charset=utf-8",
            "colony.svg", "image/svg+xml");

    private final Map<String, Answer> files = Map.of(
            "colony.css", read("colony.css"),
            "colony.js", read("colony.js"),
            "colony.svg", read("colony.svg"));

    Optional<Answer> find(String name) {
        return Optional.ofNullable(files.get(name));
    }

    private static Answer read(String name) {
        try (InputStream file = Assets.class.getResourceAsStream("assets/" + name)) {
            if (file == null) {
                throw new IllegalStateException("assets/" + name + " is missing from the program; build it again.");
            }
            return Answer.asset(TYPES.getOrDefault(name, "application/octet-stream"), file.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
