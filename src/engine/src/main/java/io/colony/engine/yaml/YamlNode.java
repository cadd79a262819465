package io.colony.engine.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value of a YAML file, with the place where it stands. Scalars are text as written: {@code on} is no boolean here.
 *
 * <p>Anchors and aliases are refused with everything else that makes a file say something else than it shows.
 */
public final class YamlNode {
    private static final int MAX_CODE_POINTS = 1_000_000;

    private final String source;
    private final Node node;
    private final Node place;

    /** @param place where errors point to: for the value of an entry its key, since a nested value begins a line later */
    private YamlNode(String source, Node node, Node place) {
        this.source = source;
        this.node = node;
        this.place = place;
    }

    private YamlNode(String source, Node node) {
        this(source, node, node);
    }

    /**
     * Reads a document.
     *
     * @param text the whole file
     * @param source what errors call it, such as its path
     * @return empty for a file without content
     */
    public static Optional<YamlNode> parse(String text, String source) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(MAX_CODE_POINTS)
                .build();
        try {
            return new Compose(settings).composeString(text).map(node -> new YamlNode(source, node));
        } catch (MarkedYamlEngineException failure) {
            int line = failure.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new YamlException(source + ":" + line + ": this is not YAML: " + failure.getProblem() + ".");
        } catch (YamlEngineException failure) {
            throw new YamlException(source + ":1: this is not YAML: " + failure.getMessage() + ".");
        }
    }

    /** Where the value stands, from 1; for the value of an entry the line of its key. */
    public int line() {
        return place.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** An error about this value, to be thrown by whoever found it. */
    public YamlException error(String problem) {
        return new YamlException(source + ":" + line() + ": " + problem);
    }

    /** The value's entries, in the order of the file. */
    public Map<String, YamlNode> mapping() {
        if (!(node instanceof MappingNode mapping)) {
            throw error("a mapping (key: value) is expected here.");
        }
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = new YamlNode(source, tuple.getKeyNode()).text();
            YamlNode value = new YamlNode(source, tuple.getValueNode(), tuple.getKeyNode());
            if (entries.put(key, value) != null) {
                throw value.error("'" + key + "' stands here twice.");
            }
        }
        return entries;
    }

    /** The value's entries, of which only the given keys may appear. */
    public Map<String, YamlNode> mapping(List<String> known) {
        Map<String, YamlNode> entries = mapping();
        entries.forEach((key, value) -> {
            if (!known.contains(key)) {
                throw value.error("unknown key '" + key + "'" + Suggestion.of(key, known) + " Known here: "
                        + String.join(", ", known) + ".");
            }
        });
        return entries;
    }

    /** The value's items. */
    public List<YamlNode> sequence() {
        if (!(node instanceof SequenceNode sequence)) {
            throw error("a list (- item) is expected here.");
        }
        List<YamlNode> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(new YamlNode(source, item)));
        return items;
    }

    /** The items of a list of scalars; a lone scalar counts as a list of one. */
    public List<String> texts() {
        return node instanceof ScalarNode
                ? List.of(text())
                : sequence().stream().map(YamlNode::text).toList();
    }

    /** The scalar, as written. */
    public String text() {
        if (!(node instanceof ScalarNode scalar)) {
            throw error("a single value is expected here.");
        }
        return scalar.getValue();
    }

    public boolean isScalar() {
        return node instanceof ScalarNode;
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** A whole number within bounds, both inclusive. */
    public int integer(int min, int max) {
        try {
            int value = Integer.parseInt(text());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the one message that names the bounds.
        }
        throw error("'" + text() + "' is no whole number from " + min + " to " + max + ".");
    }

    /** {@code true} or {@code false}. */
    public boolean bool() {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw error("'" + text() + "' should be true or false.");
        };
    }
}
