package io.colony.engine.command;

import io.colony.engine.database.Transaction;
import io.colony.engine.intake.HostRequests.Comment;
import io.colony.engine.intake.HostThreads;
import io.colony.engine.projection.Outbox;
import io.colony.engine.projection.Projection;
import java.time.Instant;
import java.util.OptionalLong;

/** What is written below a command. Takes part in the given transaction: a comment is answered once. */
final class CommandReplies {
    private final Outbox outbox;
    private final HostThreads threads = HostThreads.postgres();

    CommandReplies(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Notes that the comment was looked at, and answers it; {@code false} where it had been, and nothing was done. */
    boolean answer(Transaction transaction, Comment comment, OperatorAnswer answer, Instant now) {
        boolean first = threads.look(transaction, look(comment, HostThreads.Kind.COMMAND, true), now);
        if (first) {
            write(transaction, comment, body(answer), now);
        }
        return first;
    }

    /** The same for somebody who may not: answered only where they were not of late. */
    boolean stranger(Transaction transaction, Comment comment, String text, Instant since, Instant now) {
        boolean answered = threads.strangerAnswered(
                transaction, comment.issue().id(), comment.text().author(), since);
        boolean first = threads.look(transaction, look(comment, HostThreads.Kind.STRANGER, !answered), now);
        if (first && !answered) {
            write(transaction, comment, text, now);
        }
        return first;
    }

    /** Notes a comment that is to have no answer. */
    void nothing(Transaction transaction, Comment comment, Instant now) {
        threads.look(transaction, look(comment, HostThreads.Kind.NOTHING, false), now);
    }

    private static HostThreads.Look look(Comment comment, HostThreads.Kind kind, boolean replied) {
        return new HostThreads.Look(
                comment.issue().id(), comment.text().id(), comment.text().author(), kind, replied);
    }

    private void write(Transaction transaction, Comment comment, String body, Instant now) {
        String marker = "command-" + comment.text().id();
        outbox.add(
                transaction,
                comment.issue().id(),
                marker + "-" + comment.issue().id(),
                new Projection.Comment(comment.pullRequest(), marker, body),
                now);
    }

    private static String body(OperatorAnswer answer) {
        OptionalLong audit = answer.auditId();
        return (answer.accepted() ? "" : "**Not done.** ")
                + answer.text()
                + (audit.isPresent() ? "\n\n<sub>Audit row " + audit.getAsLong() + ".</sub>" : "");
    }
}
