package io.colony.engine.gate;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.gate.Watched.Fact;
import io.colony.engine.git.ChangeSet.FileTexts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

    /** Of a project of MSBuild, all but the references to code of others. */
    private static final Pattern NO_REFERENCE = Pattern.compile(
            "(?i)(?!(?:.*/)?(?:PackageReference|PackageVersion"
                    + "|GlobalPackageReference|PackageDownload|DotNetCliToolReference|package|Sdk)(?:/Version(?:Override)?)?$)(?!Project$).*");

    private static final Pattern REFERENCE_PART =
            Pattern.compile("(?is)(?:Include|Update|id|Name|Sdk|Version|VersionOverride)=.*");

    private WholeDependencies() {}

    /** What is new, as it stands there; empty where the manifest is of another form, or could not be read before either. */
    static List<String> news(Manifest manifest, FileTexts texts) {
        return switch (manifest) {
            case MAVEN -> news(texts, text -> XmlFacts.read(text, NO_DEPENDENCY).map(WholeDependencies::texts));
            case JSON -> news(texts, text -> JsonFacts.document(text).map(WholeDependencies::entries));
            case DOTNET -> news(texts, text -> XmlFacts.read(text, NO_REFERENCE).map(WholeDependencies::references));
            case YAML -> news(texts, YamlDependencies::read);
            case TOML, GRADLE_CATALOG ->
                news(texts, text -> TomlDependencies.read(text, manifest == Manifest.GRADLE_CATALOG));
            case GRADLE -> news(texts, text -> Optional.of(BuildScript.gradle(text)));
            case RUBY -> news(texts, text -> Optional.of(BuildScript.gemfile(text)));
            case GEMSPEC -> gemspec(texts);
            case SCALA -> news(texts, text -> Optional.of(BuildScript.statements(text, BuildScript.SCALA)));
            case ELIXIR -> news(texts, text -> Optional.of(BuildScript.statements(text, BuildScript.ELIXIR)));
            case SWIFT -> news(texts, text -> Optional.of(BuildScript.statements(text, BuildScript.SWIFT)));
            case SETUP_CFG, SETUP_PY -> news(texts, text -> Optional.of(lines(manifest.reader(), text)));
            case REQUIREMENTS, GO -> List.of();
        };
    }

    private static List<String> news(FileTexts texts, Function<String, Optional<List<String>>> reader) {
        Optional<List<String>> before = texts.before().isEmpty()
                ? Optional.of(List.of())
                : reader.apply(texts.before().get());
        Optional<List<String>> after = texts.after().isEmpty()
                ? Optional.of(List.of())
                : reader.apply(texts.after().get());
        if (after.isEmpty() && before.isPresent() && texts.before().isPresent()) {
            return List.of("what cannot be read any more");
        }
        return before.isEmpty() || after.isEmpty() ? List.of() : LineBag.without(after.get(), before.get());
    }

    /** Where the names of dependencies are put together, any line may hold one. */
    private static List<String> gemspec(FileTexts texts) {
        return texts.after().filter(BuildScript::computes).isEmpty()
                ? List.of()
                : news(texts, text -> Optional.of(BuildScript.lines(text)));
    }

    private static List<String> lines(Manifest.Reader reader, String text) {
        return text.lines()
                .flatMap(line -> SourceText.pieces(line).stream())
                .flatMap(line -> reader.read(line, true).stream())
                .map(dependency -> (dependency.name() + " " + dependency.version()).strip())
                .toList();
    }

    /** What is referred to and in which version, in any order; what else is said of a reference does not count. */
    private static List<String> references(List<Fact> facts) {
        return facts.stream()
                .map(Fact::text)
                .map(text -> text.startsWith("<") ? reference(text) : text.replaceFirst("^\\S*/(\\w+/\\w+ = )", "$1"))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String reference(String element) {
        return Arrays.stream(element.substring(1, element.length() - 1).split("\\s+(?=\\w+=)", -1))
                .filter(part ->
                        REFERENCE_PART.matcher(part).matches() && !part.matches("(?i)Sdk=Microsoft\\.NET\\.Sdk[\\w.]*"))
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .collect(Collectors.joining(" "));
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
        List<String> found = new ArrayList<>();
        collect(document, "", false, 0, found);
        return found;
    }

    /** A name may stand in several sections, each with another version. */
    private static void collect(JsonNode node, String name, boolean inside, int depth, List<String> found) {
        if (inside && node.isTextual()) {
            found.add(name + " " + node.asText());
        } else if (node.isObject() && depth < DEEPEST) {
            node.properties().forEach(entry -> {
                boolean section = JSON_SECTION.matcher(entry.getKey()).matches();
                String path = inside ? (name.isEmpty() ? "" : name + " > ") + entry.getKey() : "";
                collect(entry.getValue(), path, inside || section, depth + 1, found);
            });
        }
    }
}
