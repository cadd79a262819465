package io.colony.bench.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds a change against the real commit: every file that either of them touches must be, object for object, what the base
 * with all that is merged and the real commit has, or at least have exactly the same lines added and removed.
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
     * How a change is beside the real commit.
     *
     * @param wrong files that are missing, too much, or have other lines added or removed, each with what it is
     * @param elsewhere files that have the same lines added and removed, some of them at another place: what else was merged
     *     decides where a list's end is
     */
    record Judgement(List<String> wrong, List<String> elsewhere) {}

    /**
     * Judges a change.
     *
     * @param git where the change is
     * @param merged the issues that its base has
     */
    Judgement judge(ReplayGit git, String base, String head, Collection<Integer> merged, int number) {
        TreeSet<Integer> with = new TreeSet<>(merged);
        with.remove(number);
        Optional<String> before = expectation.tree(with);
        with.add(number);
        Optional<String> after = expectation.tree(with);
        if (before.isEmpty() || after.isEmpty()) {
            return new Judgement(List.of("(the real commit does not apply to what is merged)"), List.of());
        }
        Set<String> paths = new TreeSet<>();
        FileChange.between(source, before.get(), after.get()).forEach(file -> paths.add(file.path()));
        FileChange.between(git, base, head).forEach(file -> paths.add(file.path()));
        Map<String, String> right = files(source, after.get());
        Map<String, String> there = files(git, head);
        List<String> wrong = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        for (String path : paths) {
            String wanted = right.get(path);
            String found = there.get(path);
            if (Objects.equals(wanted, found)) {
                continue;
            }
            if (wanted != null
                    && found != null
                    && lines(source, before.get(), after.get(), path).equals(lines(git, base, head, path))) {
                elsewhere.add(path);
            } else {
                wrong.add(path + (found == null ? " is missing" : wanted == null ? " is too much" : " differs"));
            }
        }
        return new Judgement(wrong, elsewhere);
    }

    /** What is added and removed, sorted; without where. */
    private static List<String> lines(ReplayGit git, String from, String to, String path) {
        String diff = git.in(
                git.gitDirectory(),
                Map.of(),
                "",
                "diff",
                "-U0",
                "--no-ext-diff",
                "--no-renames",
                from,
                to,
                "--",
                ":(literal)" + path);
        List<String> lines = new ArrayList<>();
        boolean header = true;
        for (String line : diff.split("\n", -1)) {
            header &= !line.startsWith("@@");
            if (!header && (line.startsWith("+") || line.startsWith("-"))) {
                lines.add(line);
            }
        }
        Collections.sort(lines);
        return lines;
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
