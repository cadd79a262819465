package io.colony.testkit.github.git;

/**
 * What a change does to one file.
 *
 * @param status as GitHub names it: {@code added}, {@code removed}, {@code modified}, {@code renamed}
 * @param previous the name before; the same where it was not renamed
 * @param blob of the new content, or of the old one where it was removed
 */
public record FileChange(
        String path, String previous, String status, int additions, int deletions, String blob, String patch) {}
