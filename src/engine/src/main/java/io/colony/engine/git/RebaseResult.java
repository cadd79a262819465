package io.colony.engine.git;

import java.util.List;

/** What became of a rebase. */
public sealed interface RebaseResult {
    /** The head was built on the new base already. */
    record UpToDate(String head) implements RebaseResult {}

    /**
     * Every commit applied.
     *
     * @param head the new head
     * @param resolved the hunks that rules resolved on the way; empty for a clean rebase
     */
    record Rebased(String head, List<ResolvedHunk> resolved) implements RebaseResult {
        /** The lowest confidence of any resolved hunk; 1 for a clean rebase. */
        public double confidence() {
            return resolved.stream().mapToDouble(ResolvedHunk::confidence).min().orElse(1);
        }
    }

    /**
     * No rule could resolve these; nothing was changed.
     *
     * @param hunks at the indexes that {@link TrustedClone#rebase(String, String, String, java.util.Map)} counts by, so
     *     those with an answer are among them
     */
    record Conflicted(List<ConflictHunk> hunks) implements RebaseResult {}

    /**
     * A conflicting region of a file.
     *
     * @param commit the commit of the change that was being applied
     * @param line of the file with conflict markers, from 1; 0 where the file conflicts as a whole (removed on one side,
     *     binary, another kind of file): the lists then show what there is, and lines cannot resolve it
     * @param base the common ancestor's lines
     * @param ours the new base's lines
     * @param theirs the change's lines
     */
    record ConflictHunk(
            String commit, String path, int line, List<String> base, List<String> ours, List<String> theirs) {}

    /**
     * An answer to a hunk that no rule resolves.
     *
     * @param lines what stands in the hunk's place, without line ends
     * @param confidence from 0 to 1
     */
    record Resolution(List<String> lines, double confidence) {}

    /**
     * A hunk that a rule or an answer resolved.
     *
     * @param rule {@code identical}, {@code whitespace}, {@code both-added}; {@code answer} for a given resolution
     * @param confidence from 0 to 1
     */
    record ResolvedHunk(ConflictHunk hunk, String rule, double confidence, List<String> resolution) {}
}
