package io.colony.engine.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line of {@code git diff-tree --raw}.
 *
 * @param oldMode {@code 000000} where the file was not there; {@code newMode} likewise
 * @param status git's letter, such as {@code M} or {@code R}
 * @param oldPath before a rename or copy
 */
public record RawChange(
        String oldMode,
        String newMode,
        String oldSha,
        String newSha,
        char status,
        Optional<String> oldPath,
        String path) {
    private static final String NO_FILE = "000000";

    /** Reads the output of {@code diff-tree -r -z --raw}. */
    public static List<RawChange> parse(String output) {
        List<String> records = TreeEntry.records(output);
        List<RawChange> changes = new ArrayList<>();
        int index = 0;
        while (index < records.size()) {
            String[] fields = records.get(index++).substring(1).split(" ", -1);
            char status = fields[4].charAt(0);
            boolean twoPaths = status == 'R' || status == 'C';
            Optional<String> oldPath = twoPaths ? Optional.of(records.get(index++)) : Optional.empty();
            String path = records.get(index++);
            changes.add(new RawChange(fields[0], fields[1], fields[2], fields[3], status, oldPath, path));
        }
        return changes;
    }

    /**
     * Reads the output of {@code diff-tree --stdin -r -z --raw --no-renames} that was given pairs of trees: the changes of
     * each pair. Git says a pair's names and a line's end, then its changes.
     */
    static List<List<RawChange>> parseAll(String output) {
        List<List<RawChange>> all = new ArrayList<>();
        int index = 0;
        while (index < output.length()) {
            int start = output.indexOf('\n', index) + 1;
            int end = start;
            while (end < output.length() && output.charAt(end) == ':') {
                // A change is two records: what it is, and its path, which may hold anything.
                end = output.indexOf('\0', output.indexOf('\0', end) + 1) + 1;
            }
            all.add(parse(output.substring(start, end)));
            index = end;
        }
        return all;
    }

    /** Whether the file was there before. */
    public boolean hadOld() {
        return !oldMode.equals(NO_FILE);
    }

    /** Whether the file is there afterwards. */
    public boolean hasNew() {
        return !newMode.equals(NO_FILE);
    }
}
