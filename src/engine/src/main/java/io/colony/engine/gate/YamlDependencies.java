package io.colony.engine.gate;

import io.colony.engine.yaml.YamlException;
import io.colony.engine.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what a {@code pubspec.yaml} or an {@code environment.yml} takes in, and from where. */
final class YamlDependencies {
    private static final Pattern SECTION =
            Pattern.compile("dependencies|dev_dependencies|dependency_overrides|channels");
    private static final int DEEPEST = 6;
    private static final int MOST_ENTRIES = 20_000;
    /** Of all names together, as they are told. */
    private static final int MOST_CHARACTERS = 4_000_000;
    /** Of brackets, or of blanks and signs before a line: a parser uses the stack for each. */
    private static final int DEEPEST_TEXT = 100;

    private final List<String> found = new ArrayList<>();
    private int characters;

    private YamlDependencies() {}

    /** Each entry with its name; empty for what is no such file, or is larger or deeper than people write them. */
    static Optional<List<String>> read(String text) {
        if (isDeep(text)) {
            return Optional.empty();
        }
        try {
            YamlDependencies dependencies = new YamlDependencies();
            YamlNode.parse(text, "the file").filter(YamlNode::isMapping).ifPresent(dependencies::sections);
            return Optional.of(List.copyOf(dependencies.found));
        } catch (YamlException failure) {
            return Optional.empty();
        }
    }

    private void sections(YamlNode document) {
        document.mapping().forEach((key, value) -> {
            if (SECTION.matcher(key).matches()) {
                collect(value, "", 0);
            }
        });
    }

    private void collect(YamlNode node, String name, int depth) {
        characters += name.length();
        if (depth > DEEPEST || found.size() > MOST_ENTRIES || characters > MOST_CHARACTERS) {
            throw node.error("there is more than people write in such a file.");
        }
        if (node.isScalar()) {
            // What comes with the language's own kit has no version.
            if (!name.endsWith(" > sdk")) {
                found.add((name + " " + node.text()).strip());
            }
        } else if (node.isMapping()) {
            node.mapping()
                    .forEach((key, value) -> collect(value, name.isEmpty() ? key : name + " > " + key, depth + 1));
        } else {
            node.sequence().forEach(item -> collect(item, name, depth + 1));
        }
    }

    private static boolean isDeep(String text) {
        int brackets = 0;
        int before = 0;
        boolean begun = false;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '\n') {
                before = 0;
                begun = false;
            } else if (!begun && " -?:\t".indexOf(character) >= 0) {
                before++;
            } else {
                begun = true;
            }
            brackets += character == '[' || character == '{' ? 1 : 0;
            brackets -= brackets > 0 && (character == ']' || character == '}') ? 1 : 0;
            if (brackets > DEEPEST_TEXT || before > DEEPEST_TEXT) {
                return true;
            }
        }
        return false;
    }
}
