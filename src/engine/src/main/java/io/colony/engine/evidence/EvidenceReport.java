package io.colony.engine.evidence;

import java.util.List;
import java.util.Optional;

/**
 * A manifest held against the files of a commit.
 *
 * @param headSha the commit that was read
 * @param files one entry per claimed file, in the manifest's order
 */
public record EvidenceReport(String headSha, List<CheckedFile> files) {
    /** Whether every claim holds. */
    public boolean accepted() {
        return files.stream().allMatch(file -> file.problem() == Problem.NONE);
    }

    /** The mismatches, each in one sentence that names claim, file, and both hashes. */
    public List<String> mismatches() {
        return files.stream()
                .filter(file -> file.problem() != Problem.NONE)
                .map(CheckedFile::sentence)
                .toList();
    }

    /**
     * One claimed file.
     *
     * @param actualSha256 of the file at the commit; empty where it is missing
     */
    public record CheckedFile(
            String claim, String path, String claimedSha256, Optional<String> actualSha256, Problem problem) {
        String sentence() {
            return switch (problem) {
                case NONE -> "\"" + claim + "\": " + path + " is as claimed.";
                case MISSING -> "\"" + claim + "\" names " + path + ", which is not in the commit.";
                case WRONG_HASH ->
                    "\"" + claim + "\" says that " + path + " has SHA-256 " + claimedSha256 + ", but it has "
                            + actualSha256.orElse("none") + ".";
                case UNTOUCHED -> "\"" + claim + "\" names " + path + ", which the change does not touch.";
                case UNSAFE_PATH -> "\"" + claim + "\" names " + path + ", which is no path inside the repository.";
            };
        }
    }

    /** What is wrong with a claimed file. */
    public enum Problem {
        NONE,
        MISSING,
        WRONG_HASH,
        UNTOUCHED,
        UNSAFE_PATH
    }
}
