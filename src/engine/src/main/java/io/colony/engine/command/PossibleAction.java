package io.colony.engine.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.colony.engine.workflow.IssueState;
import java.util.Optional;

/**
 * What somebody with write permission can do to an issue as it is now.
 *
 * @param target where it leads; for {@link OperatorAction#STATE} the state to name; empty where the state stays
 * @param canBeUndone whether another action, or going on, leads back; not so for what ends or begins work anew, for an
 *     approval, and for a decision on an edit
 * @param needsReason whether it says nothing without one: the reason is what the Builder gets as a finding
 * @param head the head commit that an approval has to name
 * @param edit the number of the edit that a decision on one has to name
 * @param withoutVerdict whether no Inspector has judged the change, so that an approval has to say so by name
 */
public record PossibleAction(
        OperatorAction action,
        Optional<IssueState> target,
        @JsonProperty("can_be_undone") boolean canBeUndone,
        @JsonProperty("needs_reason") boolean needsReason,
        Optional<String> head,
        Optional<Long> edit,
        @JsonProperty("without_verdict") boolean withoutVerdict) {

    static PossibleAction of(OperatorAction action, IssueState target) {
        return of(action, Optional.of(target));
    }

    static PossibleAction of(OperatorAction action, Optional<IssueState> target) {
        boolean undone = switch (action) {
            case PAUSE, RESUME, RETRY, REQUEST_CHANGES, REVIEW, STATE -> true;
            case APPROVE, CANCEL, REIMPLEMENT, ACCEPT_EDIT, REJECT_EDIT -> false;
        };
        return new PossibleAction(
                action,
                target,
                undone,
                action == OperatorAction.REQUEST_CHANGES,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    PossibleAction of(long editId) {
        return new PossibleAction(action, target, canBeUndone, needsReason, head, Optional.of(editId), withoutVerdict);
    }

    PossibleAction of(String headSha, boolean unjudged) {
        return new PossibleAction(action, target, canBeUndone, needsReason, Optional.of(headSha), edit, unjudged);
    }
}
