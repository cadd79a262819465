package io.colony.bench.replay;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads off a branch which issues were merged into it, by the line that each merge commit has. */
final class MergedIssues {
    private MergedIssues() {}

    /** Those between two commits of the base branch. */
    static Set<Integer> between(ReplayGit git, String slug, String base, String tip) {
        Set<Integer> numbers = new TreeSet<>();
        merges(git, base, tip).forEach(commit -> number(git, slug, commit).ifPresent(numbers::add));
        return numbers;
    }

    /** The base branch's own commits, oldest first. */
    static List<String> merges(ReplayGit git, String base, String tip) {
        return git.run("rev-list", "--first-parent", "--reverse", base + ".." + tip)
                .lines()
                .toList();
    }

    static Optional<Integer> number(ReplayGit git, String slug, String commit) {
        Matcher line = Pattern.compile("(?m)^Issue: " + Pattern.quote(slug) + "#(\\d+)$")
                .matcher(git.run("log", "-1", "--format=%B", commit));
        return line.find() ? Optional.of(Integer.parseInt(line.group(1))) : Optional.empty();
    }
}
