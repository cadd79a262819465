package io.colony.engine.git;

import java.util.List;
import java.util.Optional;

/**
 * The files that a change touches.
 *
 * @param base the merge base that the change starts from
 * @param head the commit that it ends at
 */
public record ChangeSet(String base, String head, List<ChangedFile> files) {
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
     */
    public record ChangedFile(
            Kind kind,
            String path,
            Optional<String> oldPath,
            String mode,
            long bytes,
            int addedLines,
            int removedLines,
            boolean binary) {}

    /** What happened to a file. */
    public enum Kind {
        ADDED,
        MODIFIED,
        REMOVED,
        RENAMED,
        COPIED
    }
}
