package io.colony.engine.gate;

import java.util.Set;

/**
 * Files that say what a gate runs.
 *
 * @param gate the gate's name
 * @param tool the program that reads them, such as {@code make}
 * @param pattern as in {@code .gitignore}
 * @param part how much of them is for a person
 * @param names the scripts of the file that the gate runs; empty for all of them
 */
public record GateFile(String gate, String tool, String pattern, Watched part, Set<String> names) {
    public GateFile {
        names = Set.copyOf(names);
    }
}
