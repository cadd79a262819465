package io.colony.engine.git;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lists what a commit holds. */
public final class TreeFiles {
    private TreeFiles() {}

    /** The modes of all files, such as {@code 100644}, by path. */
    public static Map<String, String> modes(GitCommand git, Path repository, String sha) {
        Map<String, String> modes = new LinkedHashMap<>();
        entries(git, repository, sha).forEach((path, entry) -> modes.put(path, entry.mode()));
        return modes;
    }

    static Map<String, TreeEntry> entries(GitCommand git, Path repository, String sha) {
        return TreeEntry.parse(git.in(repository).run("ls-tree", "-r", "-z", "-l", "--full-tree", Names.sha(sha)));
    }
}
