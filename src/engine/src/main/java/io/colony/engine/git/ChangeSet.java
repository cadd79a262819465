package io.colony.engine.git;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that a change touches.
 *
 * @param base the merge base that the change starts from
 * @param head the commit that it ends at
 * @param texts by path, the whole texts of changed files that say how to build and test, for what a diff does not show; those
 *     that are large or no text are missing
 * @param twins names that are new and that a file system may take for another of the head
 */
public record ChangeSet(
        String base, String head, List<ChangedFile> files, Map<String, FileTexts> texts, NameTwins twins) {
    /** A change of which no more is known. */
    public ChangeSet(String base, String head, List<ChangedFile> files) {
        this(base, head, files, Map.of(), NameTwins.NONE);
    }

    /** Whether the change adds, edits, removes or renames this path. */
    public boolean touches(String path) {
        return files.stream()
                .anyMatch(file -> file.path().equals(path)
                        || file.oldPath().filter(path::equals).isPresent());
    }

    /** The sum of the new contents' sizes. */
    public long bytes() {
        return files.stream().mapToLong(ChangedFile::bytes).sum();
    }

    /**
     * One file.
     *
     * @param path after the change (before it, for a removed file)
     * @param oldPath before a rename or copy
     * @param mode the new git mode, such as {@code 100644}; {@code 120000} is a symbolic link, {@code 160000} a submodule
     * @param bytes the new content's size; 0 for a removed file
     * @param binary whether the new content is no text
     * @param blob git's name of the new content; empty where it is not known
     */
    public record ChangedFile(
            Kind kind, String path, Optional<String> oldPath, String mode, long bytes, boolean binary, String blob) {
        public ChangedFile {
            // A session of an older version, which is taken up, has no such word.
            blob = blob == null ? "" : blob;
        }

        /** A file of whose content no more is known. */
        public ChangedFile(Kind kind, String path, Optional<String> oldPath, String mode, long bytes, boolean binary) {
            this(kind, path, oldPath, mode, bytes, binary, "");
        }
    }

    /**
     * A file's text; before a rename, that under the old name.
     *
     * @param before empty for a new file
     * @param after empty for one that is removed
     */
    public record FileTexts(Optional<String> before, Optional<String> after) {}

    /**
     * New names beside others of the head from which they differ in letter case, composition or invisible characters only. A
     * file, or a directory above files.
     *
     * @param others by the new name, one other
     * @param complete whether all new names were compared
     */
    public record NameTwins(Map<String, String> others, boolean complete) {
        /** No name is like another. */
        public static final NameTwins NONE = new NameTwins(Map.of(), true);
    }

    /** What happened to a file. */
    public enum Kind {
        ADDED,
        MODIFIED,
        REMOVED,
        RENAMED,
        COPIED
    }
}
