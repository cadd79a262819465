package io.colony.engine.gate;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.gate.Watched.Fact;
import io.colony.engine.git.ChangeSet.FileTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Of a project of MSBuild, all but the references to code of others. */
    private static final Pattern NO_REFERENCE = Pattern.compile(
            "(?i)(?!(?:.*/)?(?:PackageReference|PackageVersion"
                    + "|GlobalPackageReference|PackageDownload|DotNetCliToolReference|package|Sdk)(?:/Version(?:Override)?)?$)(?!Project$).*");

    private static final Set<String> REFERENCE_PARTS =
            Set.of("include", "update", "id", "name", "sdk", "version", "versionoverride");
    private static final Pattern USUAL_SDK = Pattern.compile("(?i)Microsoft\\.NET\\.Sdk[\\w.]*+");

    /** Elements whose content says which code of others is taken in, by their last two names: where they stand may change. */
    private static final Pattern UPPER_NAMES = Pattern.compile("^\\S*/(\\w+/\\w+ = )");

    /** Of all names of a JSON document together, as they are told; longer ones are written to keep us busy. */
    private static final int MOST_CHARACTERS = 4_000_000;

    private WholeDependencies() {}

    /** What is new, as it stands there; empty where the manifest is of another form, or could not be read before either. */
    static List<String> news(Manifest manifest, FileTexts texts) {
        return switch (manifest) {
            case MAVEN -> news(texts, text -> XmlFacts.read(text, NO_DEPENDENCY).map(WholeDependencies::texts));
            case JSON -> news(texts, text -> JsonFacts.document(text).flatMap(WholeDependencies::entries));
            case DOTNET ->
                news(
                        texts,
                        text -> XmlFacts.read(text, NO_REFERENCE, WholeDependencies::isPart)
                                .map(WholeDependencies::references));
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
                .map(text -> text.startsWith("<") ? attributes(text) : withoutUpperNames(text))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static boolean isPart(String attribute, String value) {
        String name = attribute.toLowerCase(Locale.ROOT);
        return REFERENCE_PARTS.contains(name)
                && !(name.equals("sdk") && USUAL_SDK.matcher(value).matches());
    }

    /** What stands after the name in {@code <name a=b>}. */
    private static String attributes(String element) {
        int name = element.indexOf(' ');
        return name < 0 ? "" : element.substring(name + 1, element.length() - 1);
    }

    private static String withoutUpperNames(String text) {
        return UPPER_NAMES.matcher(text).replaceFirst("$1");
    }

    /** Elements with their content, by their last names: where they stand may change. */
    private static List<String> texts(List<Fact> facts) {
        return facts.stream()
                .map(Fact::text)
                .filter(text -> !text.startsWith("<"))
                .map(WholeDependencies::withoutUpperNames)
                .toList();
    }

    /** Empty where it names more than people write. */
    private static Optional<List<String>> entries(JsonNode document) {
        List<String> found = new ArrayList<>();
        int left = collect(document, "", false, 0, MOST_CHARACTERS, found);
        return left < 0 ? Optional.empty() : Optional.of(found);
    }

    /**
     * A name may stand in several sections, each with another version.
     *
     * @param most characters that may yet be told
     * @return what is left of them; negative where they did not suffice
     */
    private static int collect(JsonNode node, String name, boolean inside, int depth, int most, List<String> found) {
        int left = most;
        if (inside && node.isTextual()) {
            String entry = name + " " + node.asText();
            left -= entry.length();
            if (left >= 0) {
                found.add(entry);
            }
        } else if (node.isObject() && depth < DEEPEST) {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                boolean section = JSON_SECTION.matcher(entry.getKey()).matches();
                String path = inside ? (name.isEmpty() ? "" : name + " > ") + entry.getKey() : "";
                left = collect(entry.getValue(), path, inside || section, depth + 1, left - path.length(), found);
                if (left < 0) {
                    return left;
                }
            }
        }
        return left;
    }
}
