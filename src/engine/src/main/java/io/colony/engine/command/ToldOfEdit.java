package io.colony.engine.command;

import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.ForgeComment;
import io.colony.engine.intake.EditNotice;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueEdits;
import io.colony.engine.issue.IssueKey;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A comment lets the text through that its author was told of. One that came since may say anything: whoever may edit an
 * issue could wait for somebody to accept a harmless edit, and change it once more.
 */
final class ToldOfEdit implements OperatorActions.Precondition {
    private final IssueEdits edits = IssueEdits.postgres();
    private final Set<String> told;
    private final EditNotice notice;
    private final InstantSource clock;

    /** Asks the code host what was told before; not to be called within a transaction. */
    ToldOfEdit(Forge forge, IssueKey issue, ForgeComment command, EditNotice notice, InstantSource clock) {
        this.notice = notice;
        this.clock = clock;
        this.told = forge.comments(issue)
                .filter(comment -> comment.id() < command.id())
                .flatMap(comment -> comment.marker().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Optional<String> obstacle(Transaction transaction, Issue issue) {
        return edits.pending(transaction, issue.id())
                .filter(edit -> !told.contains(edit.marker()))
                .map(edit -> {
                    // Of many changes the later ones are told only when somebody asks, which this is.
                    notice.tell(transaction, issue, edit, clock.instant());
                    return "The text of " + issue.key() + " changed once more, and you wrote before that was told here."
                            + " Read it as it is now, and accept it again, below the comment that tells of it.";
                });
    }
}
