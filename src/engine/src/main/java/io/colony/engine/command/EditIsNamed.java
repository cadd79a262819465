package io.colony.engine.command;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueEdit;
import io.colony.engine.issue.IssueEdits;
import java.util.Optional;

/**
 * Whoever lets an edit through says which one. Without a number they are shown what waits: another text may have come since
 * they looked, or they may not have looked at all.
 */
final class EditIsNamed implements OperatorActions.Precondition {
    /** The longest text that GitHub takes; of a longer one the rest is to be read on the code host. */
    private static final int SHOWN = 65_536;

    private final IssueEdits edits = IssueEdits.postgres();
    private final OperatorCommand command;

    EditIsNamed(OperatorCommand command) {
        this.command = command;
    }

    @Override
    public Optional<String> obstacle(Transaction transaction, Issue issue) {
        return command.action() == OperatorAction.ACCEPT_EDIT
                        && command.argument().isEmpty()
                ? edits.pending(transaction, issue.id()).map(edit -> shown(issue, edit))
                : Optional.empty();
    }

    /** The text is for who asks, and not for everybody who reads the log. */
    @Override
    public boolean isLogged() {
        return false;
    }

    private static String shown(Issue issue, IssueEdit edit) {
        String text = edit.bodyNormalised();
        return "Edit " + edit.id() + " of " + issue.key() + ", by " + edit.author() + ", noticed " + edit.noticedAt()
                + ", waits. Read it, and name it by its number ('--edit " + edit.id()
                + "' on the command line, the argument "
                + edit.id() + " in a step or the API), so that no other text is let in."
                + (edit.hiddenText() ? " Parts of it are not shown on the code host's page." : "")
                + "\n\n" + edit.title() + "\n\n"
                + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + " characters)");
    }
}
