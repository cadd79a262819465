package io.colony.engine.workflow;

import io.colony.engine.ColonyException;
import java.util.regex.Pattern;

/**
 * The name of a state that an issue can be in. Which states exist, and what they mean, is the workflow's to say; the
 * constants are those of {@code colony-default} that the engine itself refers to.
 *
 * @param slug lower-case letters, digits and hyphens, at most 64, not beginning with a hyphen
 */
public record IssueState(String slug) {
    // Above the constants, which are checked against it.
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    public static final IssueState UNLABELED = new IssueState("unlabeled");
    public static final IssueState NEW = new IssueState("new");
    public static final IssueState PLANNING = new IssueState("planning");
    public static final IssueState ANALYZING = new IssueState("analyzing");
    public static final IssueState NEEDS_CLARIFICATION = new IssueState("needs-clarification");
    public static final IssueState READY_FOR_DEV = new IssueState("ready-for-dev");
    public static final IssueState DEPENDENCY_BLOCKED = new IssueState("dependency-blocked");
    public static final IssueState FAILURE_BLOCKED = new IssueState("failure-blocked");
    public static final IssueState IN_DEVELOPMENT = new IssueState("in-development");
    public static final IssueState CHANGES_REQUESTED = new IssueState("changes-requested");
    public static final IssueState IN_REVIEW = new IssueState("in-review");
    public static final IssueState MERGE_PENDING = new IssueState("merge-pending");
    public static final IssueState HUMAN_REVIEW_READY = new IssueState("human-review-ready");
    public static final IssueState WAITING_FOR_SUBTASKS = new IssueState("waiting-for-subtasks");
    public static final IssueState DONE = new IssueState("done");
    public static final IssueState CANCELLED = new IssueState("cancelled");
    public static final IssueState PAUSED = new IssueState("paused");

    public IssueState {
        if (!SLUG.matcher(slug).matches()) {
            throw new ColonyException("'" + slug + "' is no state name: use lower-case letters, digits and hyphens,"
                    + " at most 64, beginning with a letter or digit.");
        }
    }

    @Override
    public String toString() {
        return slug;
    }
}
