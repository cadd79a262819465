package io.colony.engine.git;

import io.colony.engine.git.ChangeSet.NameTwins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds new names for which a commit has another that a file system may take for the same. Only the directories in which
 * something is new are listed, level by level, so that neither a large repository nor many names cost more than they have to.
 */
final class TwinSearch {
    private static final String NOTHING = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    private static final String TREE = "040000";
    private static final int AT_ONCE = 100;
    private static final int MOST_DIRECTORIES = 5_000;
    private static final int MOST_TWINS = 1_000;

    private final GitCommand git;
    private final Path repository;
    private final String head;
    private final int most;
    private final Map<String, String> found = new LinkedHashMap<>();
    private boolean complete = true;

    TwinSearch(GitCommand git, Path repository, String head) {
        this(git, repository, head, MOST_DIRECTORIES);
    }

    TwinSearch(GitCommand git, Path repository, String head, int most) {
        this.git = git;
        this.repository = repository;
        this.head = head;
        this.most = most;
    }

    /** A directory of the head, and the names in it on the way to something new. */
    private record Directory(String path, String tree, Map<String, List<String>> wanted) {}

    NameTwins run(String base, List<RawChange> changes) {
        List<String> news = changes.stream()
                .filter(change -> change.hasNew() && "ARC".indexOf(change.status()) >= 0)
                .map(RawChange::path)
                .toList();
        if (news.isEmpty()) {
            return NameTwins.NONE;
        }
        String root = git.in(repository)
                .run("rev-parse", "--verify", head + "^{tree}")
                .strip();
        List<Directory> level = List.of(new Directory("", root, byFirst(news)));
        int directories = 0;
        while (!level.isEmpty()) {
            directories += level.size();
            if (directories > most || found.size() > MOST_TWINS) {
                complete = false;
                break;
            }
            level = look(level);
        }
        withoutOld(base);
        return new NameTwins(Map.copyOf(found), complete);
    }

    /** The rest of each path by its first part. */
    private static Map<String, List<String>> byFirst(List<String> paths) {
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        for (String path : paths) {
            int slash = path.indexOf('/');
            List<String> rest =
                    wanted.computeIfAbsent(slash < 0 ? path : path.substring(0, slash), key -> new ArrayList<>());
            if (slash >= 0) {
                rest.add(path.substring(slash + 1));
            }
        }
        return wanted;
    }

    private List<Directory> look(List<Directory> level) {
        List<Directory> next = new ArrayList<>();
        for (int at = 0; at < level.size(); at += AT_ONCE) {
            List<Directory> some = level.subList(at, Math.min(level.size(), at + AT_ONCE));
            StringBuilder input = new StringBuilder();
            some.forEach(directory ->
                    input.append(NOTHING).append(' ').append(directory.tree()).append('\n'));
            List<List<RawChange>> entries = RawChange.parseAll(git.in(repository)
                    .input(input.toString())
                    .run("diff-tree", "--stdin", "--no-renames", "--raw", "-z", "--no-abbrev"));
            for (int i = 0; i < some.size(); i++) {
                next.addAll(look(some.get(i), entries.get(i)));
            }
        }
        return next;
    }

    private List<Directory> look(Directory directory, List<RawChange> entries) {
        Map<String, Set<String>> byFold = new HashMap<>();
        directory
                .wanted()
                .keySet()
                .forEach(name -> byFold.computeIfAbsent(Names.folded(name), key -> new LinkedHashSet<>())
                        .add(name));
        List<Directory> below = new ArrayList<>();
        for (RawChange entry : entries) {
            for (String name : byFold.getOrDefault(Names.folded(entry.path()), Set.of())) {
                if (!name.equals(entry.path())) {
                    found.putIfAbsent(directory.path() + name, directory.path() + entry.path());
                }
            }
            List<String> rest = directory.wanted().getOrDefault(entry.path(), List.of());
            if (!rest.isEmpty() && entry.newMode().equals(TREE)) {
                below.add(new Directory(directory.path() + entry.path() + "/", entry.newSha(), byFirst(rest)));
            }
        }
        return below;
    }

    /** A name that was there before the change is none of its doing; one with a line's end in it counts as new. */
    private void withoutOld(String base) {
        List<String> names =
                found.keySet().stream().filter(name -> name.indexOf('\n') < 0).toList();
        if (names.isEmpty()) {
            return;
        }
        StringBuilder input = new StringBuilder();
        names.forEach(name -> input.append(base).append(':').append(name).append('\n'));
        Iterator<String> answers = git.in(repository)
                .input(input.toString())
                .run("cat-file", "--batch-check")
                .lines()
                .iterator();
        for (String name : names) {
            String answer = Optional.of(answers)
                    .filter(Iterator::hasNext)
                    .map(Iterator::next)
                    .orElse("");
            if (answer.matches("[0-9a-f]{40} (?:blob|tree|commit) \\d+")) {
                found.remove(name);
            }
        }
    }
}
