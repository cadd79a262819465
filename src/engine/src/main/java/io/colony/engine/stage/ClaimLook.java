package io.colony.engine.stage;

import io.colony.engine.ColonyException;
import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Repository;
import io.colony.engine.issue.IssueSnapshot;
import io.colony.engine.queue.Task;
import io.colony.engine.recovery.StartGate;

/**
 * What a claim reads of a due task, asked in one go: it travels with the statement that locks the issue. The task's lock,
 * which includes its issue's, is held by then.
 */
record ClaimLook(Task task, Answer<Repository> asked, Answer<IssueSnapshot> text, StartGate.Look gate) {
    static ClaimLook ask(Transaction transaction, Dispatcher.Stores stores, StartGate gate, Task task) {
        return new ClaimLook(
                task,
                stores.repositories().ask(transaction, task.repositoryId()),
                stores.issues().askSnapshot(transaction, task.issueId()),
                gate.look(transaction, task));
    }

    Repository repository() {
        return asked.first().orElseThrow(() -> missing("repository " + task.repositoryId()));
    }

    IssueSnapshot snapshot() {
        return text.first().orElseThrow(() -> missing("accepted text of issue " + task.issueId()));
    }

    private ColonyException missing(String what) {
        return new ColonyException("Task " + task.id() + " cannot start: the store has no " + what
                + ". Nothing was claimed; the next look tries again. Was a part of the store deleted by hand? Then restore it"
                + " from a backup.");
    }
}
