package io.colony.engine.git;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the files that commits add or change without listing them: a few trees that name each other many times are a few
 * objects to git, and more paths than any memory holds to whoever lists them. Each pair of trees is looked at once.
 */
public final class TreeGrowth {
    /** Files that a change may add or alter, beside what was there. */
    static final long MOST_FILES = 50_000;

    private static final int MOST_COMMITS = 1_000;
    private static final int MOST_PAIRS = 100_000;
    private static final int DEEPEST = 200;
    private static final int AT_ONCE = 2_000;
    private static final String NOTHING = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    private static final String TREE = "040000";

    private final GitCommand git;
    private final Path repository;
    private final long most;
    private final Map<Pair, Node> seen = new HashMap<>();

    private TreeGrowth(GitCommand git, Path repository, long most) {
        this.git = git;
        this.repository = repository;
        this.most = most;
    }

    /** A tree before and after. */
    private record Pair(String from, String to) {}

    /** What differs directly below a pair. */
    private record Node(long files, List<Pair> below) {}

    /** Throws {@link RefusedContent} where a commit after {@code start} holds too much to be looked at. */
    public static void check(GitCommand git, Path repository, String start, String head) {
        check(git, repository, start, head, MOST_FILES);
    }

    static void check(GitCommand git, Path repository, String start, String head, long most) {
        new TreeGrowth(git, repository, most).run(Names.sha(start), Names.sha(head));
    }

    private void run(String start, String head) {
        String from = git.in(repository)
                .run("rev-parse", "--verify", start + "^{tree}")
                .strip();
        List<String> lines = git.in(repository)
                .run("log", "--max-count=" + (MOST_COMMITS + 1), "--format=%T", start + ".." + head, "--")
                .lines()
                .toList();
        if (lines.size() > MOST_COMMITS) {
            throw new RefusedContent("The change has more than " + MOST_COMMITS + " commits: join them.");
        }
        List<Pair> tops = lines.stream().map(tree -> new Pair(from, tree)).toList();
        Set<Pair> level = new LinkedHashSet<>(tops);
        for (int depth = 0; !level.isEmpty(); depth++) {
            if (depth == DEEPEST) {
                throw new RefusedContent("The change nests directories deeper than " + DEEPEST + " levels.");
            }
            if (seen.size() + level.size() > MOST_PAIRS) {
                throw tooMany();
            }
            level = look(new ArrayList<>(level));
        }
        Map<Pair, Long> counts = new HashMap<>();
        for (Pair top : tops) {
            if (count(top, counts) > most) {
                throw tooMany();
            }
        }
    }

    private RefusedContent tooMany() {
        return new RefusedContent("The change adds or alters more than " + most
                + " files; so many are not taken. Keep generated files out of it.");
    }

    /** Looks at these pairs; those below them that were not seen yet. */
    private Set<Pair> look(List<Pair> pairs) {
        Set<Pair> next = new LinkedHashSet<>();
        for (int at = 0; at < pairs.size(); at += AT_ONCE) {
            List<Pair> some = pairs.subList(at, Math.min(pairs.size(), at + AT_ONCE));
            StringBuilder input = new StringBuilder();
            some.forEach(pair ->
                    input.append(pair.from()).append(' ').append(pair.to()).append('\n'));
            List<List<RawChange>> changes = RawChange.parseAll(git.in(repository)
                    .input(input.toString())
                    .run("diff-tree", "--stdin", "--no-renames", "--raw", "-z", "--no-abbrev"));
            for (int i = 0; i < some.size(); i++) {
                Node node = node(changes.get(i));
                seen.put(some.get(i), node);
                next.addAll(node.below());
            }
        }
        next.removeAll(seen.keySet());
        return next;
    }

    private static Node node(List<RawChange> changes) {
        long files = 0;
        List<Pair> below = new ArrayList<>();
        for (RawChange change : changes) {
            boolean tree = change.newMode().equals(TREE);
            if (tree) {
                below.add(new Pair(change.oldMode().equals(TREE) ? change.oldSha() : NOTHING, change.newSha()));
            } else if (change.hasNew()) {
                files++;
            }
        }
        return new Node(files, List.copyOf(below));
    }

    /** Never more than one above the limit, so that no sum overflows. */
    private long count(Pair pair, Map<Pair, Long> counts) {
        Long known = counts.get(pair);
        if (known != null) {
            return known;
        }
        Node node = seen.getOrDefault(pair, new Node(0, List.of()));
        long files = Math.min(most + 1, node.files());
        for (Pair below : node.below()) {
            files = Math.min(most + 1, files + count(below, counts));
        }
        counts.put(pair, files);
        return files;
    }
}
