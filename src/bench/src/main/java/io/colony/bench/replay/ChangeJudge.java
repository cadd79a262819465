package io.colony.bench.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds a change against the real commit: every file that either of them touches must be, object for object, what the base
 * with all that is merged and the real commit has.
 */
final class ChangeJudge {
    private final ReplayGit source;
    private final Expectation expectation;

    /** @param source where the real commits are */
    ChangeJudge(ReplayGit source, Expectation expectation) {
        this.source = source;
        this.expectation = expectation;
    }

    /**
     * What differs, a path each with what is wrong; empty where nothing does.
     *
     * @param git where the change is
     * @param merged the issues that its base has
     */
    List<String> differences(ReplayGit git, String base, String head, Collection<Integer> merged, int number) {
        TreeSet<Integer> with = new TreeSet<>(merged);
        with.remove(number);
        Optional<String> before = expectation.tree(with);
        with.add(number);
        Optional<String> after = expectation.tree(with);
        if (before.isEmpty() || after.isEmpty()) {
            return List.of("(the real commit does not apply to what is merged)");
        }
        Set<String> paths = new TreeSet<>();
        FileChange.between(source, before.get(), after.get()).forEach(file -> paths.add(file.path()));
        FileChange.between(git, base, head).forEach(file -> paths.add(file.path()));
        Map<String, String> right = files(source, after.get());
        Map<String, String> there = files(git, head);
        List<String> differences = new ArrayList<>();
        for (String path : paths) {
            String wanted = right.get(path);
            String found = there.get(path);
            if (wanted == null ? found != null : !wanted.equals(found)) {
                differences.add(path + (found == null ? " is missing" : wanted == null ? " is too much" : " differs"));
            }
        }
        return differences;
    }

    /** Mode and object by path. */
    static Map<String, String> files(ReplayGit git, String tree) {
        Map<String, String> files = new HashMap<>();
        for (String part : git.parts("ls-tree", "-r", "-z", tree)) {
            int tab = part.indexOf('\t');
            files.put(part.substring(tab + 1), part.substring(0, tab));
        }
        return files;
    }
}
