package io.colony.engine.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.ColonyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads TOML as a document, whatever the spelling of its keys: tables, tables in a line, dotted and quoted keys. It is lenient where
 * that makes no difference for what is read: dates and numbers are texts, and a key that is defined twice holds both.
 */
final class TomlText {
    private static final int DEEPEST = 20;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String text;
    private int at;

    private TomlText(String text) {
        this.text = text;
    }

    /** What is no TOML. */
    private static final class Malformed extends ColonyException {
        private static final long serialVersionUID = 1L;

        Malformed(int at) {
            super("This is no TOML from character " + (at + 1) + " on.");
        }
    }

    /** The document; empty for what is none, or is deeper than people write it. */
    static Optional<JsonNode> read(String text) {
        try {
            return Optional.of(new TomlText(text.startsWith("\uFEFF") ? text.substring(1) : text).document());
        } catch (Malformed malformed) {
            return Optional.empty();
        }
    }

    private ObjectNode document() {
        ObjectNode root = NODES.objectNode();
        ObjectNode table = root;
        for (skip(true); at < text.length(); skip(true)) {
            if (take("[[")) {
                List<String> path = path();
                expect("]]");
                ArrayNode tables = array(within(root, path.subList(0, path.size() - 1)), path.getLast());
                table = tables.addObject();
            } else if (take("[")) {
                table = within(root, path());
                expect("]");
            } else {
                entry(table, 0);
            }
            skip(false);
            if (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                throw new Malformed(at);
            }
        }
        return root;
    }

    private void entry(ObjectNode table, int depth) {
        List<String> path = path();
        expect("=");
        skip(false);
        put(within(table, path.subList(0, path.size() - 1)), path.getLast(), value(depth));
    }

    /** A key that has something already holds both: which of them counts is not for us to say. */
    private static void put(ObjectNode table, String key, JsonNode value) {
        JsonNode before = table.get(key);
        if (before == null) {
            table.set(key, value);
        } else if (before instanceof ObjectNode old && value instanceof ObjectNode more) {
            more.properties().forEach(entry -> put(old, entry.getKey(), entry.getValue()));
        } else {
            array(table, key).add(value);
        }
    }

    private static ArrayNode array(ObjectNode table, String key) {
        JsonNode before = table.get(key);
        if (before instanceof ArrayNode array) {
            return array;
        }
        ArrayNode array = NODES.arrayNode();
        if (before != null) {
            array.add(before);
        }
        table.set(key, array);
        return array;
    }

    /** The table of this name; of several, the last. */
    private static ObjectNode within(ObjectNode root, List<String> path) {
        ObjectNode table = root;
        for (String key : path) {
            JsonNode next = table.get(key);
            if (next instanceof ArrayNode array
                    && !array.isEmpty()
                    && array.get(array.size() - 1) instanceof ObjectNode last) {
                table = last;
            } else if (next instanceof ObjectNode object) {
                table = object;
            } else {
                ObjectNode empty = NODES.objectNode();
                put(table, key, empty);
                table = empty;
            }
        }
        return table;
    }

    private List<String> path() {
        List<String> keys = new ArrayList<>();
        do {
            skip(false);
            char first = peek();
            keys.add(first == '"' || first == '\'' ? string(false) : bare());
            if (keys.size() > DEEPEST) {
                throw new Malformed(at);
            }
            skip(false);
        } while (take("."));
        return keys;
    }

    private String bare() {
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '-')) {
            at++;
        }
        if (start == at) {
            throw new Malformed(at);
        }
        return text.substring(start, at);
    }

    private JsonNode value(int depth) {
        if (depth > DEEPEST) {
            throw new Malformed(at);
        }
        char first = peek();
        if (first == '"' || first == '\'') {
            return NODES.textNode(string(true));
        }
        if (take("[")) {
            ArrayNode items = NODES.arrayNode();
            for (skip(true); !take("]"); skip(true)) {
                items.add(value(depth + 1));
                skip(true);
                if (!take(",") && peek() != ']') {
                    throw new Malformed(at);
                }
            }
            return items;
        }
        if (take("{")) {
            ObjectNode table = NODES.objectNode();
            for (skip(true); !take("}"); skip(true)) {
                entry(table, depth + 1);
                skip(true);
                if (!take(",") && peek() != '}') {
                    throw new Malformed(at);
                }
            }
            return table;
        }
        int start = at;
        while (at < text.length() && "#,]}\n\r".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String scalar = text.substring(start, at).strip();
        if (scalar.isEmpty()) {
            throw new Malformed(at);
        }
        return scalar.equals("true") || scalar.equals("false")
                ? NODES.booleanNode(scalar.equals("true"))
                : NODES.textNode(scalar);
    }

    private String string(boolean lines) {
        char quote = peek();
        String triple = String.valueOf(quote).repeat(3);
        boolean several = lines && take(triple);
        at += several ? 0 : 1;
        StringBuilder value = new StringBuilder();
        while (true) {
            char character = peek();
            if (several ? text.startsWith(triple, at) : character == quote) {
                at += several ? 3 : 1;
                // Up to two quotes more may belong to the text.
                while (several && at < text.length() && text.charAt(at) == quote) {
                    value.append(quote);
                    at++;
                }
                return value.toString();
            }
            if (character == '\n' && !several) {
                throw new Malformed(at);
            }
            at++;
            if (character == '\\' && quote == '"') {
                escape(value);
            } else {
                value.append(character);
            }
        }
    }

    private void escape(StringBuilder value) {
        char letter = peek();
        at++;
        int digits = letter == 'u' ? 4 : letter == 'U' ? 8 : letter == 'x' ? 2 : 0;
        if (digits > 0) {
            try {
                int point = Integer.parseInt(text.substring(at, Math.min(text.length(), at + digits)), 16);
                value.append(Character.toString(point));
            } catch (IllegalArgumentException failure) {
                throw new Malformed(at);
            }
            at += digits;
        } else if (Character.isWhitespace(letter)) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        } else {
            int known = "btnfre".indexOf(letter);
            value.append(known < 0 ? letter : "\b\t\n\f\r\u001b".charAt(known));
        }
    }

    /** Goes on over blanks, and over comments and line ends where they may stand. */
    private void skip(boolean lines) {
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (character == ' ' || character == '\t' || (lines && (character == '\n' || character == '\r'))) {
                at++;
            } else {
                return;
            }
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw new Malformed(at);
        }
        return text.charAt(at);
    }

    private boolean take(String sign) {
        boolean there = text.startsWith(sign, at);
        at += there ? sign.length() : 0;
        return there;
    }

    private void expect(String sign) {
        skip(false);
        if (!take(sign)) {
            throw new Malformed(at);
        }
    }
}
