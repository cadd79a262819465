package io.colony.engine.stage;

import io.colony.engine.database.Json;
import io.colony.engine.issue.Issue;

/** What our branches are called: generated, never taken from a title, which is text of a stranger. */
public final class BranchName {
    /** What all of them begin with; the issue's number and a hyphen follow. */
    public static final String PREFIX = "colony/";

    private BranchName() {}

    /** The branch of the issue as it now is; of a pull request that a person wrote what stands for theirs. */
    public static String of(Issue issue) {
        return issue.branch()
                .orElseGet(() -> issue.isPullRequest()
                        ? "pull/" + issue.key().number() + "/head"
                        : of(issue, issue.generation()));
    }

    /** The branch that the issue had, has or would have in this generation. */
    public static String of(Issue issue, int generation) {
        String id = Json.sha256(issue.key() + "/" + issue.createdAt() + "/" + generation);
        return PREFIX + issue.key().number() + "-" + id.substring(0, 8);
    }
}
