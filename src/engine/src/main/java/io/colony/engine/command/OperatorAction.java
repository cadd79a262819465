package io.colony.engine.command;

import io.colony.engine.workflow.Outcomes;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person may do to an issue. Where each leads, and from which states, is the workflow's to say. */
public enum OperatorAction {
    PAUSE(Outcomes.PAUSE, "Stops work until somebody resumes it."),
    RESUME(Outcomes.RESUME, "Goes on where it was paused."),
    RETRY(Outcomes.RETRY, "Tries again what failed or what a person was asked about."),
    APPROVE(Outcomes.APPROVE, "Approves the change at one head commit; it holds for that commit only."),
    REQUEST_CHANGES(
            Outcomes.REQUEST_CHANGES, "Sends the change back to the Builder with the given reason as its finding."),
    REVIEW(
            Outcomes.REVIEW,
            "Has a pull request that a person wrote reviewed at its current head, for the first time or again."),
    CANCEL(Outcomes.CANCEL, "Ends work without merging."),
    REIMPLEMENT(
            Outcomes.REIMPLEMENT,
            "Starts the implementation over: the pull request is closed, its branch kept, a new one begun."),
    STATE(Outcomes.STATE, "Says where the issue stands, or moves it to a named state that the workflow allows."),
    ACCEPT_EDIT("accept-edit", "Lets an edit of the issue's text through, which is analysed anew."),
    REJECT_EDIT("reject-edit", "Goes on with the text as it was before the edit.");

    private final String outcome;
    private final String description;

    OperatorAction(String outcome, String description) {
        this.outcome = outcome;
        this.description = description;
    }

    /** What it does, in one sentence for people. */
    public String description() {
        return description;
    }

    /** As workflows, slash commands and the command line name it. */
    public String outcome() {
        return outcome;
    }

    /** All names that people use, with commas between them. */
    public static String names() {
        return Arrays.stream(values()).map(OperatorAction::outcome).collect(Collectors.joining(", "));
    }

    /** By the name that people use. */
    public static Optional<OperatorAction> named(String name) {
        return Arrays.stream(values())
                .filter(action -> action.outcome.equals(name))
                .findFirst();
    }
}
