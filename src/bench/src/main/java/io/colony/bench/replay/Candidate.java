package io.colony.bench.replay;

import java.util.List;

/**
 * A step of the repository's main line that could become an issue: a commit, or a pull request's merge with all that came by
 * it.
 *
 * @param parent the step before it
 * @param files what it changes
 */
record Candidate(String commit, String parent, String subject, String body, List<FileChange> files) {
    private static final int MOST_FILES = 25;
    private static final String PLAIN = "100644";
    private static final String PROGRAM = "100755";

    List<String> sources() {
        return files.stream().map(FileChange::path).filter(SourceKinds::source).toList();
    }

    List<String> tests() {
        return files.stream()
                .filter(file -> !file.deleted())
                .map(FileChange::path)
                .filter(path -> SourceKinds.test(path) && SourceKinds.code(path))
                .toList();
    }

    /** Whether it changes code and tests, and is of a size that one issue has. */
    boolean suitable() {
        return !sources().isEmpty()
                && !tests().isEmpty()
                && files.size() <= MOST_FILES
                && files.stream()
                        .allMatch(file -> file.deleted()
                                || file.mode().equals(PLAIN)
                                || file.mode().equals(PROGRAM));
    }

    boolean sharesFiles(Candidate other) {
        List<String> theirs = other.files().stream().map(FileChange::path).toList();
        return files.stream().map(FileChange::path).anyMatch(theirs::contains);
    }
}
