package io.colony.engine.command;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.queue.DeadLetter;
import io.colony.engine.queue.DeadLetterStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tasks that were given up, and their replay: the operator's {@code retry} of the issue, with all that it asks, once for
 * each dead letter. The task is made anew, so that no earlier failure counts. Safe for use by many threads.
 */
public final class DeadLetters {
    /** More than anybody reads; more of them means that something else is wrong. */
    public static final int MOST = 1_000;

    private final Database database;
    private final OperatorActions actions;
    private final DeadLetterStore store = DeadLetterStore.postgres();
    private final String tenant;

    /** @param tenant the slug of the tenant whose dead letters these are */
    public DeadLetters(Database database, OperatorActions actions, String tenant) {
        this.database = database;
        this.actions = actions;
        this.tenant = tenant;
    }

    /** Newest first, {@value #MOST} at most. */
    public List<DeadLetter> list(boolean obsolete) {
        return database.inReadTransaction(transaction -> store.list(transaction, tenant, obsolete, MOST));
    }

    /** Which of these a replay would take up as they are now; the others are obsolete, or none. */
    public Set<Long> replayable(Collection<Long> taskIds) {
        return taskIds.isEmpty()
                ? Set.of()
                : database.inReadTransaction(transaction -> Set.copyOf(store.current(transaction, tenant, taskIds)));
    }

    /** How many still wait for an operator, {@value #MOST} at most. */
    public long count() {
        return list(false).size();
    }

    /** The key of the letter's issue. */
    public static IssueKey issue(DeadLetter letter) {
        return new IssueKey(letter.repository(), letter.number());
    }

    /**
     * Has the issue of a dead letter try again, or says why not.
     *
     * @param login who asks, as the code host knows them
     * @param source by which door it came, such as {@code cli}
     */
    public OperatorAnswer replay(long taskId, String login, String source) {
        return replay(taskId, login, "", new CommandName(source, "dead-letter-" + taskId));
    }

    /**
     * The same, once for each name: another one may ask again for what was refused.
     *
     * @param reason why, in their words; may be blank
     */
    public OperatorAnswer replay(long taskId, String login, String reason, CommandName name) {
        Optional<DeadLetter> letter =
                database.inReadTransaction(transaction -> store.find(transaction, tenant, taskId));
        if (letter.isEmpty()) {
            return new OperatorAnswer(
                    false, "Task " + taskId + " is no dead letter. 'colony dead-letters' lists those that there are.");
        }
        return actions.carryOut(
                new OperatorCommand(
                        issue(letter.get()),
                        OperatorAction.RETRY,
                        login,
                        Optional.empty(),
                        "replay of dead letter " + taskId + (reason.isBlank() ? "" : ": " + reason),
                        name.source(),
                        name.id()),
                (transaction, issue) -> obstacle(transaction, taskId));
    }

    /** Asked again under the issue's lock: it may have moved a moment ago. */
    private Optional<String> obstacle(Transaction transaction, long taskId) {
        return store.find(transaction, tenant, taskId)
                .flatMap(DeadLetter::obsolete)
                .map(why -> "Dead letter " + taskId + " is obsolete: " + why + ".");
    }
}
