package io.colony.engine.workflow;

import java.util.Set;

/**
 * The outcomes, events and operator actions that the engine itself raises or gives a meaning to. Where they lead is the
 * workflow's to say.
 */
public final class Outcomes {
    /** A worker took the state's task: the issue moves on and the claimed task goes with it. */
    public static final String CLAIMED = "claimed";
    /** Work cannot go on without help; every state that has an executor must route it. */
    public static final String FAILURE = "failure";
    /** The author answered; raises the issue's count of clarifications. */
    public static final String CLARIFIED = "clarified";
    /** Begins a new generation: new branch, new pull request, counters at zero. */
    public static final String REOPENED = "reopened";
    /** Begins a new generation: new branch, new pull request, counters at zero. */
    public static final String REIMPLEMENT = "reimplement";

    /** An epic was split into children, which it waits for. */
    public static final String DECOMPOSED = "decomposed";

    public static final String TRIGGERED = "triggered";
    public static final String DEPENDENT = "dependent";
    public static final String DEPENDENCIES_DONE = "dependencies-done";
    public static final String DEPENDENCY_CANCELLED = "dependency-cancelled";
    public static final String CHILDREN_DONE = "children-done";
    public static final String CHILD_FAILED = "child-failed";
    public static final String MERGED_BY_PERSON = "merged-by-person";
    public static final String PR_CLOSED = "pr-closed";
    public static final String ISSUE_CLOSED = "issue-closed";
    public static final String HEAD_MOVED = "head-moved";
    /** A person let an edit of the issue through that came after it was let in. */
    public static final String EDIT_ACCEPTED = "edit-accepted";

    public static final String REWORK_EXHAUSTED = "rework-exhausted";

    public static final String PAUSE = "pause";
    public static final String RESUME = "resume";
    public static final String RETRY = "retry";
    public static final String APPROVE = "approve";
    public static final String REQUEST_CHANGES = "request-changes";
    public static final String CANCEL = "cancel";
    /** Has a pull request that a person wrote reviewed, for the first time or again. */
    public static final String REVIEW = "review";
    /** A person names the state: only those that the workflow lists among the state's {@code transitions}. */
    public static final String STATE = "state";

    /** What no state may route: the engine answers these itself, whatever the workflow. */
    public static final Set<String> RESERVED = Set.of("noop", "retry", "error");

    private Outcomes() {}
}
