package io.colony.engine.git;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Asks how large objects are when they are unpacked, without unpacking them. */
final class ObjectSizes {
    /** A header may say anything; so many of these can be added up. */
    private static final long LARGEST = 1_000_000_000_000L;

    private static final int DIGITS = 12;

    private ObjectSizes() {}

    /** In bytes, a terabyte at most, by name; those that are not there are missing. */
    static Map<String, Long> of(GitCommand git, Path repository, Collection<String> shas) {
        Map<String, Long> sizes = new HashMap<>();
        if (shas.isEmpty()) {
            return sizes;
        }
        git.in(repository)
                .input(String.join("\n", shas) + "\n")
                .run("cat-file", "--batch-check=%(objectname) %(objectsize)")
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(fields -> !fields[1].equals("missing"))
                .forEach(fields -> sizes.put(fields[0], bytes(fields[1])));
        return sizes;
    }

    private static long bytes(String digits) {
        return digits.length() > DIGITS ? LARGEST : Long.parseLong(digits);
    }
}
