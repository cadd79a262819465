package io.colony.engine.intake;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueEdit;
import io.colony.engine.projection.Outbox;
import io.colony.engine.projection.Projection;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells on an issue that its text changed. Whoever may change it could have us write without end, so only the first changes
 * of a stay in a state are told by themselves, and a later one when somebody who may decide asks. Once a person has decided
 * about one it counts anew: the next would else hold the merge, and nobody be told.
 */
public final class EditNotice {
    private static final String HIDDEN = " Parts of the new text are not shown where it is read: look at its source.";
    private static final String LAST =
            " It changes often: what comes after this is told when somebody writes `/colony:accept-edit`, which lets"
                    + " nothing in that was not told above it.";

    /** In one stay in a state, and between two decisions by people. */
    static final int TOLD = 5;

    private final Outbox outbox;

    public EditNotice(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * Tells of an edit unless that was told before.
     *
     * @param nth which of its stay it is since a person decided about one, from 1
     */
    void tell(Transaction transaction, Issue issue, IssueEdit edit, long nth, Instant now) {
        if (nth <= TOLD) {
            tell(transaction, issue, edit, nth == TOLD ? LAST : "", now);
        }
    }

    /** Tells of an edit that somebody asks about, unless that was told before. */
    public void tell(Transaction transaction, Issue issue, IssueEdit edit, Instant now) {
        tell(transaction, issue, edit, "", now);
    }

    private void tell(Transaction transaction, Issue issue, IssueEdit edit, String more, Instant now) {
        String body =
                "The text of this issue changed after it was let in. Work goes on with the text as it was, and nothing"
                        + " is merged, until a person with write permission decides: `/colony:accept-edit` has it analysed anew"
                        + " with the new text, `/colony:reject-edit` goes on with the old one."
                        + (edit.hiddenText() ? HIDDEN : "")
                        + more;
        outbox.add(
                transaction,
                issue.id(),
                edit.marker(),
                new Projection.Comment(Optional.empty(), edit.marker(), body),
                now);
    }
}
