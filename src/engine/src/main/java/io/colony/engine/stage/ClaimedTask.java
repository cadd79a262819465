package io.colony.engine.stage;

import io.colony.engine.forge.Repository;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueSnapshot;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Usd;
import io.colony.engine.queue.Task;

/**
 * A task in a worker's hands, as it stood when it was claimed.
 *
 * @param issue at the version that the claim left it at; a result is applied to that version or not at all
 * @param reserved what the run may cost
 */
public record ClaimedTask(
        Task task, Issue issue, Repository repository, IssueSnapshot snapshot, long runId, Usd reserved) {
    /** Whose money the run spends. */
    public Account account() {
        return new Account(issue.tenantId(), issue.repositoryId(), issue.id());
    }

    /** Names the run's directories. */
    public String workspaceName() {
        return issue.key().repository().replace('/', '-') + "-" + issue.key().number() + "-run-" + runId;
    }
}
