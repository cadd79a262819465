package io.colony.bench.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * What a change does to one file; a rename is one that goes and one that comes.
 *
 * @param status {@code A}, {@code M}, {@code D} or {@code T}, as git calls them
 * @param mode afterwards; zeroes where it is gone
 * @param before the earlier contents' object; zeroes where there were none
 * @param after the later contents' object; zeroes where it is gone
 */
record FileChange(char status, String path, String mode, String before, String after) {
    boolean deleted() {
        return status == 'D';
    }

    /** Between two trees or commits. */
    static List<FileChange> between(ReplayGit git, String from, String to) {
        List<String> parts = git.parts("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-commit-id", from, to);
        List<FileChange> changes = new ArrayList<>();
        for (int at = 0; at + 1 < parts.size(); at += 2) {
            // :100644 100644 <before> <after> M
            String[] words = parts.get(at).substring(1).split(" ", -1);
            changes.add(new FileChange(words[4].charAt(0), parts.get(at + 1), words[1], words[2], words[3]));
        }
        return List.copyOf(changes);
    }
}
