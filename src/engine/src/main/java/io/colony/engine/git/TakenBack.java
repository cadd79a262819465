package io.colony.engine.git;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds where a branch took a change back, by what the trees hold and whatever the messages say. Two calls of git for a
 * branch of any length.
 */
final class TakenBack {
    private final GitCommand git;
    private final Path repository;

    TakenBack(GitCommand git, Path repository) {
        this.git = git;
        this.repository = repository;
    }

    /** As {@link TrustedClone#takenBack} says. */
    Optional<String> find(String before, String merged, String tip) {
        Map<String, Entry> was = new HashMap<>();
        Map<String, Entry> now = new HashMap<>();
        for (RawChange change : RawChange.parse(git.in(repository)
                .run("diff-tree", "-r", "--no-renames", "--raw", "-z", "--no-abbrev", before, merged, "--"))) {
            was.put(change.path(), new Entry(change.oldMode(), change.oldSha()));
            now.put(change.path(), new Entry(change.newMode(), change.newSha()));
        }
        List<Step> steps = was.isEmpty() ? List.of() : steps(merged, tip);
        List<List<RawChange>> changes = steps.isEmpty() ? List.of() : changes(steps);
        for (int index = 0; index < steps.size(); index++) {
            List<RawChange> step = changes.get(index);
            step.stream()
                    .filter(change -> was.containsKey(change.path()))
                    .forEach(change -> now.put(change.path(), new Entry(change.newMode(), change.newSha())));
            // One that touches other files as well replaces the change, or moves it, and does not only take it back.
            boolean nothingElse = !step.isEmpty() && step.stream().allMatch(change -> was.containsKey(change.path()));
            if (nothingElse && now.equals(was)) {
                return Optional.of(steps.get(index).commit());
            }
        }
        return Optional.empty();
    }

    /** The commits of the first-parent line after {@code merged}, oldest first. */
    private List<Step> steps(String merged, String tip) {
        List<String[]> line = git.in(repository)
                .run("log", "--first-parent", "--reverse", "--format=%H %T %P", merged + ".." + tip, "--")
                .lines()
                .map(commit -> commit.split(" ", -1))
                .toList();
        String first = git.in(repository)
                .run("rev-parse", "--verify", merged + "^{tree}")
                .strip();
        Map<String, String> trees = new HashMap<>(Map.of(merged, first));
        line.forEach(commit -> trees.put(commit[0], commit[1]));
        return line.stream()
                // Where the line passes the merge by, its first commit's parent is not on it.
                .filter(commit -> trees.containsKey(commit[2]))
                .map(commit -> new Step(commit[0], trees.getOrDefault(commit[2], first), commit[1]))
                .toList();
    }

    /** What each step changed, in their order. */
    private List<List<RawChange>> changes(List<Step> steps) {
        StringBuilder pairs = new StringBuilder();
        steps.forEach(
                step -> pairs.append(step.from()).append(' ').append(step.to()).append('\n'));
        String output = git.in(repository)
                .input(pairs.toString())
                .run("diff-tree", "--stdin", "-r", "--no-renames", "--raw", "-z", "--no-abbrev");
        return RawChange.parseAll(output);
    }

    /** A file at a commit; of mode {@code 000000} where there is none. */
    private record Entry(String mode, String sha) {}

    /** A commit with its first parent's tree and its own. */
    private record Step(String commit, String from, String to) {}
}
