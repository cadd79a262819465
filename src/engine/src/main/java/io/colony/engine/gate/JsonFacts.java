package io.colony.engine.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.gate.Watched.Fact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code package.json} and its like: what is neither metadata nor a dependency counts, and of the scripts those that a
 * gate runs, with what runs before and after them and what they run in turn.
 */
final class JsonFacts {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** No project has more of them that call each other. */
    private static final int MOST_SCRIPTS = 2_000;

    private static final Pattern WORD = Pattern.compile("[^\\s\"';&|()]{1,200}");
    /** Run by an installation, which most gates begin with. */
    private static final Set<String> INSTALLATION = Set.of(
            "preinstall",
            "install",
            "postinstall",
            "prepublish",
            "preprepare",
            "prepare",
            "postprepare",
            "dependencies",
            "pre-install-cmd",
            "post-install-cmd",
            "pre-autoload-dump",
            "post-autoload-dump");

    /**
     * A form of document.
     *
     * @param scripts the key that holds them
     * @param harmless keys that say nothing about what is run
     */
    record Form(String scripts, Set<String> harmless) {}

    static final Form NPM = new Form(
            "scripts",
            Set.of(
                    "name",
                    "version",
                    "description",
                    "keywords",
                    "homepage",
                    "bugs",
                    "license",
                    "licenses",
                    "author",
                    "contributors",
                    "maintainers",
                    "funding",
                    "files",
                    "repository",
                    "private",
                    "publishConfig",
                    "main",
                    "module",
                    "browser",
                    "types",
                    "typings",
                    "typesVersions",
                    "exports",
                    "imports",
                    "type",
                    "sideEffects",
                    "bin",
                    "man",
                    "engines",
                    "os",
                    "cpu",
                    "dependencies",
                    "devDependencies",
                    "peerDependencies",
                    "peerDependenciesMeta",
                    "optionalDependencies",
                    "bundledDependencies",
                    "bundleDependencies",
                    "browserslist",
                    "lint-staged",
                    "husky",
                    "commitlint",
                    "release",
                    "nodemonConfig",
                    "contributes",
                    "activationEvents",
                    "displayName",
                    "icon",
                    "categories",
                    "publisher",
                    "$schema"));
    static final Form COMPOSER = new Form(
            "scripts",
            Set.of(
                    "name",
                    "version",
                    "description",
                    "keywords",
                    "homepage",
                    "support",
                    "license",
                    "authors",
                    "type",
                    "readme",
                    "funding",
                    "require",
                    "require-dev",
                    "conflict",
                    "replace",
                    "provide",
                    "suggest",
                    "autoload",
                    "autoload-dev",
                    "minimum-stability",
                    "prefer-stable",
                    "time",
                    "abandoned",
                    "archive",
                    "extra",
                    "scripts-descriptions"));
    static final Form DENO = new Form("tasks", Set.of("name", "version", "exports", "imports", "$schema", "license"));

    private JsonFacts() {}

    static Optional<List<Fact>> read(String text, Form form, Set<String> names) {
        Optional<JsonNode> root = root(text);
        if (root.isEmpty() || !root.get().isObject()) {
            return Optional.empty();
        }
        List<Fact> facts = new ArrayList<>();
        root.get().properties().forEach(entry -> {
            boolean scripts =
                    entry.getKey().equals(form.scripts()) && entry.getValue().isObject();
            if (!scripts && !form.harmless().contains(entry.getKey())) {
                facts.add(new Fact(entry.getKey(), entry.getKey() + ": " + entry.getValue()));
            }
        });
        JsonNode scripts = root.get().path(form.scripts());
        for (String name : reached(scripts, names)) {
            facts.add(new Fact(form.scripts() + "." + name, name + ": " + scripts.path(name)));
        }
        facts.sort((one, other) -> one.text().compareTo(other.text()));
        return Optional.of(facts);
    }

    /** The scripts of a {@code package.json} that an installation runs, of all packages of a workspace. */
    static Optional<List<Fact>> installation(String text) {
        return root(text).filter(JsonNode::isObject).map(root -> {
            JsonNode scripts = root.path(NPM.scripts());
            return INSTALLATION.stream()
                    .filter(scripts::has)
                    .sorted()
                    .map(name -> new Fact(NPM.scripts() + "." + name, name + ": " + scripts.path(name)))
                    .toList();
        });
    }

    /** The whole of it; empty where it is no object. */
    static Optional<JsonNode> document(String text) {
        return root(text).filter(JsonNode::isObject);
    }

    private static Optional<JsonNode> root(String text) {
        try {
            return Optional.ofNullable(JSON.readTree(text));
        } catch (JsonProcessingException failure) {
            return Optional.empty();
        }
    }

    /** The commands of the scripts that these start, themselves included; of all where no name is given. */
    static List<String> commands(String text, Form form, Set<String> names) {
        JsonNode scripts = root(text).map(root -> root.path(form.scripts())).orElse(JSON.missingNode());
        List<String> commands = new ArrayList<>();
        for (String name : reached(scripts, names)) {
            JsonNode value = scripts.path(name);
            // Composer knows lists of commands, Deno objects with one.
            (value.isArray() ? value : List.of(value)).forEach(one -> commands.add(command(one)));
        }
        return List.copyOf(commands);
    }

    private static String command(JsonNode value) {
        String text = value.isObject() ? value.path("command").asText() : value.asText();
        return text.startsWith("@") ? text.substring(1) : text;
    }

    private static Set<String> reached(JsonNode scripts, Set<String> names) {
        List<String> all = new ArrayList<>();
        scripts.fieldNames().forEachRemaining(all::add);
        if (names.isEmpty() || all.size() > MOST_SCRIPTS) {
            return new LinkedHashSet<>(all);
        }
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> left = new ArrayDeque<>(names);
        INSTALLATION.forEach(left::add);
        while (!left.isEmpty()) {
            String name = left.poll();
            for (String one : List.of("pre" + name, name, "post" + name)) {
                if (scripts.has(one) && reached.add(one)) {
                    called(scripts.path(one).toString(), all).forEach(left::add);
                }
            }
        }
        return reached;
    }

    /** The scripts whose names stand in a command, also as {@code lint:*}. */
    private static List<String> called(String command, List<String> all) {
        Set<String> words = new LinkedHashSet<>();
        List<String> prefixes = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            String text = word.group().replaceAll("^(?:@|:|(?:npm|yarn|pnpm|bun):)|[,\\]\\[\\\\]", "");
            words.add(text);
            if (text.contains("*") && prefixes.size() < 20) {
                prefixes.add(text.substring(0, text.indexOf('*')));
            }
        }
        return all.stream()
                .filter(name -> words.contains(name) || prefixes.stream().anyMatch(name::startsWith))
                .toList();
    }
}
