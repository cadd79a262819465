package io.colony.engine.gate;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.gate.Watched.Fact;
import io.colony.engine.git.ChangeSet.FileTexts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the dependencies of a manifest from its whole text, before and after: however it is laid out, and wherever its
 * sections begin, what is new in it is seen. It says less well than a diff what a change of version was.
 */
final class WholeDependencies {
    /** Of a POM, all but what takes in code of others. */
    private static final Pattern NO_DEPENDENCY = Pattern.compile(
            "(?!.*/(?:dependency|plugin|extension|path|annotationProcessorPath)"
                    + "/(?:groupId|artifactId|version|type|classifier|systemPath)$)(?!project/parent/(?:groupId|artifactId|version)$).*");

    private static final Pattern JSON_SECTION =
            Pattern.compile("(?i).*dependencies|require(?:-dev)?|imports|overrides|resolutions|catalogs?");
    private static final int DEEPEST = 6;

    private WholeDependencies() {}

    /** What is new, as it stands there; empty where the manifest is of another form, or cannot be read. */
    static List<String> news(Manifest manifest, FileTexts texts) {
        return switch (manifest) {
            case MAVEN -> news(texts, text -> XmlFacts.read(text, NO_DEPENDENCY).map(WholeDependencies::texts));
            case JSON -> news(texts, text -> JsonFacts.document(text).map(WholeDependencies::entries));
            default -> List.of();
        };
    }

    private static List<String> news(FileTexts texts, Function<String, Optional<List<String>>> reader) {
        Optional<List<String>> before = texts.before().isEmpty()
                ? Optional.of(List.of())
                : reader.apply(texts.before().get());
        Optional<List<String>> after = texts.after().isEmpty()
                ? Optional.of(List.of())
                : reader.apply(texts.after().get());
        return before.isEmpty() || after.isEmpty() ? List.of() : LineBag.without(after.get(), before.get());
    }

    /** Elements with their content, by their last names: where they stand may change. */
    private static List<String> texts(List<Fact> facts) {
        return facts.stream()
                .map(Fact::text)
                .filter(text -> !text.startsWith("<"))
                .map(text -> text.replaceFirst("^\\S*/(\\w+/\\w+ = )", "$1"))
                .toList();
    }

    private static List<String> entries(JsonNode document) {
        Map<String, String> found = new TreeMap<>();
        collect(document, "", false, 0, found);
        return found.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }

    private static void collect(JsonNode node, String name, boolean inside, int depth, Map<String, String> found) {
        if (inside && node.isTextual()) {
            found.put(name, node.asText());
        } else if (node.isObject() && depth < DEEPEST) {
            node.properties().forEach(entry -> {
                boolean section = JSON_SECTION.matcher(entry.getKey()).matches();
                String path = inside ? (name.isEmpty() ? "" : name + " > ") + entry.getKey() : "";
                collect(entry.getValue(), path, inside || section, depth + 1, found);
            });
        }
    }
}
