package io.colony.engine.git;

import io.colony.engine.process.CommandRunner.CommandOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts the files that commits add or change, their bytes and the length of their paths, without listing them: a few trees
 * that name each other many times are a few objects to git, and more paths than any memory holds to whoever lists them; one
 * content under many names is one object, and more bytes than any disk holds to whoever writes them; a name may be as long
 * as an object, and whoever compares it with patterns takes the square of that. Each pair of trees is looked at once.
 */
public final class TreeGrowth {
    /** Files that a change may add or alter, beside what was there. */
    static final long MOST_FILES = 50_000;

    /** Characters of a name and of a path: file systems take as many bytes, which are no fewer. */
    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_PATH = 4_095;
    /** Of all paths: what lists them fits into what is read of git's output. */
    private static final long MOST_CHARACTERS = 8_000_000;

    /** By which the files of a commit may be more than those at the start, which somebody's disk held already. */
    static final long MOST_BYTES = 256L << 20;

    private static final int MOST_COMMITS = 1_000;
    /** Of all commit objects, their messages that is: who reads them has them in memory together. */
    private static final long MOST_MESSAGES = 8_000_000;

    /** Of files, for commits that hold more new bytes than they may add: so many are looked at within half a minute. */
    private static final long MOST_LISTED = 2_000_000;

    private static final int MOST_PAIRS = 100_000;
    private static final int DEEPEST = 200;
    private static final int AT_ONCE = 2_000;
    private static final String NO_OBJECT = "0".repeat(40);
    private static final String NOTHING = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    private static final String TREE = "040000";
    private static final String SUBMODULE = "160000";

    private final GitCommand git;
    private final Path repository;
    private final Limits limits;
    private final Map<Pair, Node> seen = new HashMap<>();
    private long listed;

    private TreeGrowth(GitCommand git, Path repository, Limits limits) {
        this.git = git;
        this.repository = repository;
        this.limits = limits;
    }

    /**
     * Of a commit, but for the last.
     *
     * @param files that are added or altered
     * @param bytes by which all files become more
     * @param listed files that are listed one by one, of all commits together
     */
    record Limits(long files, long bytes, long listed) {
        Limits(long files, long bytes) {
            this(files, bytes, MOST_LISTED);
        }
    }

    /** A tree before and after. */
    private record Pair(String from, String to) {}

    /** What differs directly below a pair. */
    private record Node(Size own, List<Below> below) {}

    /** A pair of trees in another, and how long its name is. */
    private record Below(int name, Pair pair) {}

    /** Files below a pair and their bytes; the characters of the longest of their paths from there on, and of all. */
    private record Size(long files, long bytes, long longest, long characters) {
        static final Size NONE = new Size(0, 0, 0, 0);

        Size and(Size other) {
            return new Size(
                    files + other.files,
                    bytes + other.bytes,
                    Math.max(longest, other.longest),
                    characters + other.characters);
        }

        /** As seen from the directory above. */
        Size in(int name) {
            return files == 0 ? this : new Size(files, bytes, longest + name + 1, characters + files * (name + 1L));
        }

        /** Never more than one above the limits, so that no sum overflows. */
        Size upTo(Limits limits) {
            return new Size(
                    Math.min(limits.files() + 1, files),
                    Math.min(limits.bytes() + 1, bytes),
                    longest,
                    Math.min(MOST_CHARACTERS + 1, characters));
        }
    }

    /** Throws {@link RefusedContent} where a commit after {@code start} holds too much to be looked at. */
    public static void check(GitCommand git, Path repository, String start, String head) {
        check(git, repository, start, head, new Limits(MOST_FILES, MOST_BYTES));
    }

    static void check(GitCommand git, Path repository, String start, String head, Limits limits) {
        new TreeGrowth(git, repository, limits).run(Names.sha(start), Names.sha(head));
    }

    /** As {@link TrustedClone#measureEach} says. */
    static void checkEach(GitCommand git, Path repository, String base, String head) {
        judged(() -> {
            Optional<String> start = mergeBase(git, repository, base, head);
            if (start.isPresent()) {
                check(git, repository, start.get(), head);
            } else {
                checkLast(git, repository, base, head);
            }
        });
    }

    /** As {@link TrustedClone#measure} says. */
    static void checkLast(GitCommand git, Path repository, String base, String head) {
        judged(() -> {
            TreeGrowth growth = new TreeGrowth(git, repository, new Limits(MOST_FILES, MOST_BYTES));
            String from =
                    mergeBase(git, repository, base, head).map(growth::tree).orElse(NOTHING);
            growth.run(List.of(new Pair(from, growth.tree(head))));
        });
    }

    private static Optional<String> mergeBase(GitCommand git, Path repository, String base, String head) {
        CommandOutput output = git.in(repository).attempt("merge-base", Names.sha(base), Names.sha(head));
        if (output.exitCode() > 1) {
            throw git.in(repository).failure(output, "merge-base");
        }
        return Optional.of(output.stdout().strip()).filter(Names::isSha);
    }

    private static void judged(Runnable check) {
        try {
            check.run();
        } catch (GitException failure) {
            throw RefusedContent.judged(failure);
        }
    }

    private String tree(String commit) {
        return git.in(repository)
                .run("rev-parse", "--verify", Names.sha(commit) + "^{tree}")
                .strip();
    }

    private void run(String start, String head) {
        String from = tree(start);
        List<String> lines = git.in(repository)
                .run("log", "--max-count=" + (MOST_COMMITS + 1), "--format=%H %T", start + ".." + head, "--")
                .lines()
                .toList();
        if (lines.size() > MOST_COMMITS) {
            throw new RefusedContent("The change has more than " + MOST_COMMITS + " commits: join them.");
        }
        messages(lines.stream().map(line -> line.split(" ", -1)[0]).toList());
        run(lines.stream()
                .map(line -> new Pair(from, line.split(" ", -1)[1]))
                .distinct()
                .toList());
    }

    private void run(List<Pair> tops) {
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
            check(top, size(top, sizes));
        }
    }

    private void messages(List<String> commits) {
        long bytes = ObjectSizes.of(git, repository, commits).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (bytes > MOST_MESSAGES) {
            throw new RefusedContent("The messages of the commits have more than " + MOST_MESSAGES
                    + " bytes in all. Write shorter ones.");
        }
    }

    private void check(Pair top, Size size) {
        if (size.files() > limits.files()) {
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
        // What was only moved, or takes another's place, is counted as new before.
        if (size.bytes() > limits.bytes() && growth(top) > limits.bytes()) {
            throw new RefusedContent("The change makes the files of the repository more than " + limits.bytes()
                    + " bytes larger. Keep large and generated files, and copies of them, out of it.");
        }
    }

    /** By how many bytes the files of the second tree are more; both hold few enough that differ to be listed, some times. */
    private long growth(Pair pair) {
        if (listed > limits.listed()) {
            throw new RefusedContent("The change moves or replaces more than " + limits.bytes() + " bytes, in so many"
                    + " commits that they are not looked at one by one. Join them.");
        }
        List<RawChange> changes = RawChange.parse(git.in(repository)
                .run("diff-tree", "-r", "--no-renames", "--raw", "-z", "--no-abbrev", pair.from(), pair.to()));
        listed += changes.size();
        Set<String> blobs = new HashSet<>();
        changes.forEach(change -> blobs.addAll(List.of(change.oldSha(), change.newSha())));
        blobs.remove(NO_OBJECT);
        Map<String, Long> sizes = ObjectSizes.of(git, repository, blobs);
        return changes.stream()
                .mapToLong(change -> sizes.getOrDefault(change.newSha(), 0L) - sizes.getOrDefault(change.oldSha(), 0L))
                .sum();
    }

    private RefusedContent tooMany() {
        return new RefusedContent("The change adds or alters more than " + limits.files()
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
            Map<String, Long> bytes = bytes(changes);
            for (int i = 0; i < some.size(); i++) {
                Node node = node(changes.get(i), bytes);
                seen.put(some.get(i), node);
                node.below().forEach(below -> next.add(below.pair()));
            }
        }
        next.removeAll(seen.keySet());
        return next;
    }

    private Map<String, Long> bytes(List<List<RawChange>> changes) {
        Set<String> blobs = new HashSet<>();
        changes.forEach(some -> some.stream()
                .filter(TreeGrowth::isNewFile)
                .map(RawChange::newSha)
                .forEach(blobs::add));
        return ObjectSizes.of(git, repository, blobs);
    }

    private static boolean isNewFile(RawChange change) {
        return change.hasNew()
                && !change.newMode().equals(TREE)
                && !change.newMode().equals(SUBMODULE);
    }

    private Node node(List<RawChange> changes, Map<String, Long> bytes) {
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
                long size = isNewFile(change) ? bytes.getOrDefault(change.newSha(), 0L) : 0;
                own = own.and(new Size(1, size, name, name)).upTo(limits);
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
            size = size.and(size(below.pair(), sizes).in(below.name())).upTo(limits);
        }
        sizes.put(pair, size);
        return size;
    }
}
