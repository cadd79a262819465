package io.colony.engine.status;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.IssueState;
import java.time.Instant;

/**
 * What {@link WhyExplainer} goes by, without the rest of the issue's page: asked when it is made, in one round trip, and
 * told once the transaction is over.
 */
final class PostgresWhy {
    private final PostgresIssues.Found issue;
    private final Instant now;
    private final Answer<TransitionEntry> arrival;
    private final Answer<TaskEntry> task;
    private final Answer<DependencyEntry> dependencies;
    private final Answer<RunEntry> runs;
    private final Answer<VerdictEntry> verdicts;
    private final Answer<MergeEntry> merges;
    private final PostgresSurroundings surroundings;

    PostgresWhy(Transaction transaction, PostgresIssues.Found issue, Instant now) {
        this.issue = issue;
        this.now = now;
        long id = issue.id();
        PostgresHistory history = new PostgresHistory(transaction);
        arrival = history.arrival(id, issue.key());
        task = new PostgresWork(transaction, now).open(id);
        dependencies = history.dependencies(id);
        runs = new PostgresRuns(transaction).setbacks(id, WhyFacts.SETBACKS);
        verdicts = history.setbacks(id, WhyFacts.SETBACKS);
        merges = history.merges(id);
        surroundings =
                new PostgresSurroundings(transaction, id, issue.key(), issue.in(IssueState.DEPENDENCY_BLOCKED), now);
    }

    Why told() {
        return WhyExplainer.explain(new WhyFacts(
                issue.summary(),
                issue.facts(),
                issue.workflow(),
                arrival.first(),
                task.first(),
                dependencies.rows(),
                runs.rows().reversed(),
                verdicts.rows().reversed(),
                merges.first(),
                surroundings.told(),
                now));
    }
}
