package io.colony.engine.evidence;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A manifest held against the files of a commit.
 *
 * @param headSha the commit that was read
 * @param files one entry per claimed file, in the manifest's order
 */
public record EvidenceReport(String headSha, List<CheckedFile> files) {
    /** They go back to the agent and into the history. */
    private static final int MOST_MISMATCHES = 50;

    /** Whether every claim holds. */
    public boolean accepted() {
        return files.stream().allMatch(file -> file.problem() == Problem.NONE);
    }

    /** The mismatches, each in one sentence that names claim, file, and both hashes; of many the first, and their number. */
    public List<String> mismatches() {
        List<CheckedFile> wrong =
                files.stream().filter(file -> file.problem() != Problem.NONE).toList();
        Stream<String> shown = wrong.stream().limit(MOST_MISMATCHES).map(CheckedFile::sentence);
        return wrong.size() <= MOST_MISMATCHES
                ? shown.toList()
                : Stream.concat(
                                shown,
                                Stream.of(
                                        "And " + (wrong.size() - MOST_MISMATCHES) + " more claimed files do not hold."))
                        .toList();
    }

    /**
     * One claimed file.
     *
     * @param claim its beginning: it stands here once for each of its files
     * @param actualSha256 of the file at the commit; empty where it is missing
     */
    public record CheckedFile(
            String claim, String path, String claimedSha256, Optional<String> actualSha256, Problem problem) {
        private static final int LONGEST_CLAIM = 500;

        public CheckedFile {
            claim = claim.length() <= LONGEST_CLAIM ? claim : claim.substring(0, LONGEST_CLAIM) + "…";
        }

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
