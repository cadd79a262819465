package io.colony.bench.replay;

import java.nio.file.Path;
import java.util.Set;

/**
 * Where the scripted agent finds itself.
 *
 * @param source where the real commits are
 * @param work the repository of the working directory
 * @param startSha the commit that the working directory is at
 * @param baseSha what the change is built on
 */
record Scene(
        ReplayScript script,
        ReplayGit source,
        ReplayGit work,
        Path directory,
        Expectation expectation,
        String startSha,
        String baseSha) {
    /** The issues that the change is built on. */
    Set<Integer> merged() {
        return MergedIssues.between(work, script.slug(), script.base(), baseSha);
    }
}
