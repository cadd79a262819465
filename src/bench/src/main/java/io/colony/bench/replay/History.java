package io.colony.bench.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** The main line of a repository's history. */
final class History {
    private static final Pattern MERGE = Pattern.compile("Merge (pull request|branch|remote-tracking|PR) .*");

    private final ReplayGit git;
    private final String tip;

    /** @param tip where the line ends, such as {@code HEAD} */
    History(ReplayGit git, String tip) {
        this.git = git;
        this.tip = tip;
    }

    /** The newest so many suitable steps, oldest first; fewer where there are no more among so many steps. */
    List<Candidate> newest(int count, int steps) {
        List<Candidate> found = new ArrayList<>();
        List<String> line = git.run("rev-list", "--first-parent", "--parents", "--max-count=" + steps, tip)
                .lines()
                .toList();
        for (String words : line) {
            String[] commits = words.split(" ", -1);
            if (found.size() < count && commits.length > 1) {
                Candidate candidate = candidate(commits[0], commits[1]);
                if (candidate.suitable()) {
                    found.add(candidate);
                }
            }
        }
        Collections.reverse(found);
        return found;
    }

    private Candidate candidate(String commit, String parent) {
        List<FileChange> files = FileChange.between(git, parent, commit);
        List<String> message =
                git.run("log", "-1", "--format=%B", commit).lines().toList();
        String subject = message.isEmpty() ? commit : message.getFirst().strip();
        List<String> rest = message.subList(Math.min(1, message.size()), message.size()).stream()
                .filter(line -> !line.isBlank())
                .toList();
        if (MERGE.matcher(subject).matches() && !rest.isEmpty()) {
            subject = rest.getFirst().strip();
            rest = rest.subList(1, rest.size());
        }
        return new Candidate(commit, parent, subject, String.join("\n", rest), files);
    }
}
