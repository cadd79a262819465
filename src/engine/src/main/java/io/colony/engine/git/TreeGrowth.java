package io.colony.engine.git;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the files that commits add or change, and the length of their paths, without listing them: a few trees that name
 * each other many times are a few objects to git, and more paths than any memory holds to whoever lists them; a name may be
 * as long as an object, and whoever compares it with patterns takes the square of that. Each pair of trees is looked at once.
 */
public final class TreeGrowth {
    /** Files that a change may add or alter, beside what was there. */
    static final long MOST_FILES = 50_000;

    /** Characters of a name and of a path: file systems take as many bytes, which are no fewer. */
    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_PATH = 4_095;
    /** Of all paths: what lists them fits into what is read of git's output. */
    private static final long MOST_CHARACTERS = 8_000_000;

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
    private record Node(Size own, List<Below> below) {}

    /** A pair of trees in another, and how long its name is. */
    private record Below(int name, Pair pair) {}

    /** Files below a pair; the characters of the longest of their paths from there on, and of all. */
    private record Size(long files, long longest, long characters) {
        static final Size NONE = new Size(0, 0, 0);

        Size and(Size other) {
            return new Size(files + other.files, Math.max(longest, other.longest), characters + other.characters);
        }

        /** As seen from the directory above. */
        Size in(int name) {
            return files == 0 ? this : new Size(files, longest + name + 1, characters + files * (name + 1L));
        }

        /** Never more than one above the limits, so that no sum overflows. */
        Size upTo(long most) {
            return new Size(Math.min(most + 1, files), longest, Math.min(MOST_CHARACTERS + 1, characters));
        }
    }

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
        Map<Pair, Size> sizes = new HashMap<>();
        for (Pair top : tops) {
            check(size(top, sizes));
        }
    }

    private void check(Size size) {
        if (size.files() > most) {
            throw tooMany();
        }
        if (size.longest() > LONGEST_PATH) {
            throw new RefusedContent("The change has a path of " + size.longest() + " characters; at most "
                    + LONGEST_PATH + " are taken, as file systems do.");
        }
        if (size.characters() > MOST_CHARACTERS) {
            throw new RefusedContent("The paths of the change have more than " + MOST_CHARACTERS
                    + " characters in all: add fewer files, or nest them less.");
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
                node.below().forEach(below -> next.add(below.pair()));
            }
        }
        next.removeAll(seen.keySet());
        return next;
    }

    private static Node node(List<RawChange> changes) {
        Size own = Size.NONE;
        List<Below> below = new ArrayList<>();
        for (RawChange change : changes) {
            int name = change.path().length();
            if (change.hasNew() && name > LONGEST_NAME) {
                throw new RefusedContent("The change has a file or directory whose name has " + name
                        + " characters; at most " + LONGEST_NAME + " are taken, as file systems do.");
            }
            boolean tree = change.newMode().equals(TREE);
            if (tree) {
                String from = change.oldMode().equals(TREE) ? change.oldSha() : NOTHING;
                below.add(new Below(name, new Pair(from, change.newSha())));
            } else if (change.hasNew()) {
                own = own.and(new Size(1, name, name));
            }
        }
        return new Node(own, List.copyOf(below));
    }

    private Size size(Pair pair, Map<Pair, Size> sizes) {
        Size known = sizes.get(pair);
        if (known != null) {
            return known;
        }
        Node node = seen.getOrDefault(pair, new Node(Size.NONE, List.of()));
        Size size = node.own();
        for (Below below : node.below()) {
            size = size.and(size(below.pair(), sizes).in(below.name())).upTo(most);
        }
        sizes.put(pair, size);
        return size;
    }
}
