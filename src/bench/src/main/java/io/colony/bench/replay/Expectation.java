package io.colony.bench.replay;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What the repository must hold once some of the issues are done: the base with their real commits, in the order of history
 * whatever the order in which they were merged. Safe for use by many threads.
 */
final class Expectation {
    private final TreeMerge merge;
    private final String baseTree;
    private final Map<Integer, TreeMerge.Change> changes;
    private final Map<List<Integer>, Optional<String>> known = new ConcurrentHashMap<>();

    /** @param changes what each issue's commit did, by the number */
    Expectation(ReplayGit git, String base, Map<Integer, TreeMerge.Change> changes) {
        this.merge = new TreeMerge(git);
        this.baseTree = git.run("rev-parse", base + "^{tree}");
        this.changes = Map.copyOf(changes);
    }

    static Expectation of(ReplayGit git, ReplayScript script) {
        return new Expectation(
                git, script.base(), script.picks().stream().collect(Collectors.toMap(Pick::number, Pick::change)));
    }

    /** The tree; empty where the commits cannot be had without one that is not among them. */
    Optional<String> tree(Collection<Integer> numbers) {
        return treeOf(numbers.stream().distinct().sorted().toList());
    }

    private Optional<String> treeOf(List<Integer> numbers) {
        if (numbers.isEmpty()) {
            return Optional.of(baseTree);
        }
        Optional<String> found = known.get(numbers);
        if (found == null) {
            TreeMerge.Change last = java.util.Objects.requireNonNull(changes.get(numbers.getLast()));
            found = treeOf(numbers.subList(0, numbers.size() - 1)).flatMap(tree -> merge.onto(tree, last));
            known.put(List.copyOf(numbers), found);
        }
        return found;
    }
}
