package io.colony.engine.git;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file of a commit.
 *
 * @param mode such as {@code 100644}; {@code 120000} is a symbolic link, {@code 160000} a submodule
 * @param sha of the content
 * @param bytes of the content; 0 for a submodule
 */
record TreeEntry(String mode, String sha, long bytes, String path) {
    boolean isRegular() {
        return mode.startsWith("100");
    }

    boolean isLink() {
        return mode.equals("120000");
    }

    /** Reads the output of {@code ls-tree -r -z -l --full-tree}. */
    static Map<String, TreeEntry> parse(String output) {
        Map<String, TreeEntry> entries = new LinkedHashMap<>();
        for (String record : records(output)) {
            int tab = record.indexOf('\t');
            String[] fields = record.substring(0, tab).trim().split(" +", -1);
            String path = record.substring(tab + 1);
            long bytes = fields[3].equals("-") ? 0 : Long.parseLong(fields[3]);
            entries.put(path, new TreeEntry(fields[0], fields[2], bytes, path));
        }
        return entries;
    }

    /** The records of an output with {@code -z}. */
    static List<String> records(String output) {
        List<String> records = new ArrayList<>();
        int start = 0;
        for (int end = output.indexOf('\0'); end >= 0; end = output.indexOf('\0', start)) {
            records.add(output.substring(start, end));
            start = end + 1;
        }
        return records;
    }
}
