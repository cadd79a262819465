package io.colony.engine.gate;

import io.colony.engine.gate.GateTools.Tool;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds among a tool's words the options that name a directory or a file: {@code -C x}, {@code -Cx}, {@code --file=x}. */
final class ToolOptions {
    private ToolOptions() {}

    /** An option that the tool's row knows, with its value. */
    record Option(String name, String value) {}

    static List<Option> read(List<String> words, Tool tool) {
        Set<String> known = new LinkedHashSet<>(tool.directories());
        known.addAll(tool.files());
        known.addAll(tool.lists());
        List<Option> options = new ArrayList<>();
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (known.contains(word)) {
                if (at + 1 < words.size()) {
                    options.add(new Option(word, words.get(at + 1)));
                    at++;
                }
            } else if (word.startsWith("-")) {
                joined(word, known, options);
            }
        }
        return options;
    }

    private static void joined(String word, Set<String> known, List<Option> options) {
        for (String name : known) {
            boolean isLong = name.startsWith("--") || name.length() > 2;
            if (isLong && word.startsWith(name + "=")) {
                options.add(new Option(name, word.substring(name.length() + 1)));
            } else if (!isLong && !word.startsWith("--") && word.startsWith(name) && word.length() > 2) {
                String value = word.substring(2);
                options.add(new Option(name, value.startsWith("=") ? value.substring(1) : value));
            }
        }
    }
}
