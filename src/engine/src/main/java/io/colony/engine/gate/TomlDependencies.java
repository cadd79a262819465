package io.colony.engine.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a manifest in TOML takes in, and from where, by the whole names of its keys. */
final class TomlDependencies {
    /** A table of dependencies, or a list of them. */
    private static final Pattern SECTION = Pattern.compile(
            "(?:.*\\.)?(?:(?:[^.]*[-_])?dependencies|dependency-groups|requires(?:-extra|-plugins)?)|patch|replace|(?:dev-)?packages");

    private static final Pattern SOURCES = Pattern.compile(
            "tool\\.(?:uv|pdm|poetry|rye|pixi)\\.(?:pip\\.)?(?:sources?|index|channels|index-url|extra-index-url|find-links)|source");

    private static final Pattern NONE =
            Pattern.compile("(?:package\\.metadata|workspace\\.metadata|requires)(?:\\..*)?");
    private static final Pattern CATALOG = Pattern.compile("versions|libraries|plugins");
    /** Where a dependency comes from. */
    private static final Set<String> PLACES = Set.of(
            "version",
            "git",
            "path",
            "url",
            "package",
            "registry",
            "branch",
            "tag",
            "rev",
            "file",
            "index",
            "ref",
            "module",
            "group",
            "name",
            "id",
            "registry-index",
            "hg",
            "svn",
            "workspace-path");

    private static final Set<String> OWN = Set.of("python", "include-group");
    private static final int MOST_ENTRIES = 20_000;

    private final boolean catalog;
    private final List<String> found = new ArrayList<>();

    private TomlDependencies(boolean catalog) {
        this.catalog = catalog;
    }

    /**
     * Each with its version and place; empty for what is no TOML, or is larger or deeper than people write it.
     *
     * @param catalog whether it is one of Gradle's catalogs
     */
    static Optional<List<String>> read(String text, boolean catalog) {
        return TomlText.read(text).flatMap(document -> {
            TomlDependencies dependencies = new TomlDependencies(catalog);
            dependencies.sections(document, "");
            return dependencies.found.size() > MOST_ENTRIES ? Optional.empty() : Optional.of(dependencies.found);
        });
    }

    private void sections(JsonNode table, String path) {
        table.properties().forEach(entry -> {
            String key = entry.getKey().toLowerCase(Locale.ROOT);
            String whole = path.isEmpty() ? key : path + "." + key;
            boolean here = catalog
                    ? path.isEmpty() && CATALOG.matcher(key).matches()
                    : SECTION.matcher(whole).matches();
            if (!catalog && NONE.matcher(whole).matches()) {
                return;
            }
            if (here || (!catalog && SOURCES.matcher(whole).matches())) {
                all(entry.getValue(), "");
            } else if (entry.getValue().isObject()) {
                sections(entry.getValue(), whole);
            } else if (entry.getValue().isArray()) {
                entry.getValue().forEach(item -> sections(item, whole));
            }
        });
    }

    private void all(JsonNode node, String name) {
        if (node.isArray()) {
            // In a list the text says all; which list it is makes no difference.
            node.forEach(item -> all(item, item.isTextual() ? "" : name));
        } else if (!node.isObject()) {
            add(name, node.asText().replaceAll("\\s+", ""));
        } else if (!name.isEmpty() && isDependency(node)) {
            one(node, name);
        } else {
            node.properties().forEach(entry -> {
                if (!OWN.contains(entry.getKey())) {
                    all(entry.getValue(), name.isEmpty() ? entry.getKey() : name + "." + entry.getKey());
                }
            });
        }
    }

    /** Whether a table says something of one dependency, and does not hold several. */
    private static boolean isDependency(JsonNode table) {
        return table.isEmpty()
                || table.properties().stream()
                        .anyMatch(entry -> entry.getValue().isBoolean()
                                || PLACES.contains(entry.getKey())
                                || entry.getKey().matches("features|extras|default-features|optional|markers"));
    }

    private void one(JsonNode dependency, String name) {
        boolean placed = false;
        for (var entry : dependency.properties()) {
            String key = entry.getKey();
            if (PLACES.contains(key)) {
                placed = true;
                all(entry.getValue(), key.equals("version") ? name : name + "." + key);
            }
        }
        if (!placed && !dependency.path("workspace").asBoolean()) {
            add(name, "");
        }
    }

    private void add(String name, String value) {
        found.add((name + " " + value).strip());
    }
}
