package io.colony.web.language;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads translations from the class path: a file per package of pages, named by the language. */
final class Translations {
    /** Packages whose texts people read. */
    static final List<String> PARTS = List.of(
            "access",
            "layout",
            "home",
            "issue",
            "act",
            "board",
            "attention",
            "cost",
            "workers",
            "audit",
            "configuration");

    private Translations() {}

    static Map<String, String> read(String language) {
        Map<String, String> all = new HashMap<>();
        PARTS.forEach(part -> all.putAll(read(part, language)));
        return Map.copyOf(all);
    }

    static Map<String, String> read(String part, String language) {
        String name = "/io/colony/web/" + part + "/" + language + ".json";
        try (InputStream file = Translations.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing from the program; build it again.");
            }
            return new ObjectMapper().readValue(file, new TypeReference<Map<String, String>>() {});
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
