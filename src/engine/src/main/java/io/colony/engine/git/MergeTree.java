package io.colony.engine.git;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code git merge-tree --write-tree -z} answered.
 *
 * @param tree the merged tree, with conflict markers in it where there are conflicts
 * @param conflicts by path; empty for a clean merge
 */
record MergeTree(String tree, Map<String, FileConflict> conflicts) {
    private static final Set<String> BY_LINES = Set.of("Auto-merging", "CONFLICT (contents)");

    /**
     * A path that did not merge.
     *
     * @param stages by number: 1 the ancestor's, 2 ours, 3 theirs
     * @param byLines whether nothing but contents conflicts
     */
    record FileConflict(String path, Map<Integer, Stage> stages, boolean byLines) {
        Optional<Stage> stage(int number) {
            return Optional.ofNullable(stages.get(number));
        }

        /** The mode that the merged file has; empty where lines cannot settle the conflict. */
        Optional<String> mergedMode() {
            Stage ours = stages.get(2);
            Stage theirs = stages.get(3);
            boolean regular =
                    stages.values().stream().allMatch(stage -> stage.mode().startsWith("100"));
            if (!byLines || !regular || ours == null || theirs == null) {
                return Optional.empty();
            }
            Stage base = stages.getOrDefault(1, theirs);
            return Optional.of(base.mode().equals(ours.mode()) ? theirs.mode() : ours.mode());
        }
    }

    /** One side's version of a file. */
    record Stage(String mode, String sha) {}

    static MergeTree parse(String output) {
        List<String> records = TreeEntry.records(output);
        Map<String, Map<Integer, Stage>> stages = new LinkedHashMap<>();
        int index = 1;
        while (index < records.size() && !records.get(index).isEmpty()) {
            String record = records.get(index++);
            int tab = record.indexOf('\t');
            String[] fields = record.substring(0, tab).split(" ", -1);
            stages.computeIfAbsent(record.substring(tab + 1), path -> new HashMap<>())
                    .put(Integer.parseInt(fields[2]), new Stage(fields[0], fields[1]));
        }
        Set<String> otherwise = conflictingOtherwise(records, index + 1);
        Map<String, FileConflict> conflicts = new LinkedHashMap<>();
        stages.forEach((path, sides) ->
                conflicts.put(path, new FileConflict(path, Map.copyOf(sides), !otherwise.contains(path))));
        return new MergeTree(Names.sha(records.get(0)), conflicts);
    }

    /** The paths of messages that tell of more than contents. */
    private static Set<String> conflictingOtherwise(List<String> records, int start) {
        List<String> paths = new ArrayList<>();
        int index = start;
        while (index < records.size()) {
            int count = Integer.parseInt(records.get(index));
            List<String> named = records.subList(index + 1, index + 1 + count);
            if (!BY_LINES.contains(records.get(index + 1 + count))) {
                paths.addAll(named);
            }
            index += count + 3;
        }
        return Set.copyOf(paths);
    }
}
