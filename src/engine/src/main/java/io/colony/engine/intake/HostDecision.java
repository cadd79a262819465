package io.colony.engine.intake;

import io.colony.engine.workflow.IssueState;

/** What a fact from the code host came to. */
public sealed interface HostDecision {
    /** In words for people. */
    default String words() {
        return switch (this) {
            case Moved moved -> "moved from " + moved.from() + " to " + moved.to();
            case Noted noted -> "noted: " + noted.what();
            case Ignored ignored -> "ignored: " + ignored.why();
            case Refused refused -> "refused: " + refused.why();
        };
    }

    /** The issue moved, or began its state anew. */
    record Moved(IssueState from, IssueState to) implements HostDecision {}

    /** It was written down; the issue stays where it is. */
    record Noted(String what) implements HostDecision {}

    /** Nothing was changed: it is known, our own doing, about something else, or of no consequence here. */
    record Ignored(String why) implements HostDecision {}

    /** Nothing was changed: whoever did it may not, or the workflow has no such route. */
    record Refused(String why) implements HostDecision {}
}
