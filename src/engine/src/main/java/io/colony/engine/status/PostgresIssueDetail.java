package io.colony.engine.status;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.IssueState;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * All that an issue's page shows: asked when it is made, in one round trip, and told once the transaction is over. Why the
 * issue is where it is follows from what the page lists; nothing is read twice.
 */
final class PostgresIssueDetail {
    private final PostgresIssues.Found issue;
    private final Instant now;
    private final Answer<TransitionEntry> transitions;
    private final Answer<RunEntry> runs;
    private final Answer<ArtifactEntry> artifacts;
    private final Answer<VerdictEntry> verdicts;
    private final Answer<GateEntry> gates;
    private final Answer<CodeHostEntry> host;
    private final Answer<ApprovalEntry> approvals;
    private final Answer<CommandEntry> commands;
    private final Answer<CostEntry> costs;
    private final Answer<IntentEntry> intents;
    private final Answer<MergeEntry> merges;
    private final Answer<DependencyEntry> dependencies;
    private final Answer<TaskEntry> task;
    private final PostgresSurroundings surroundings;

    PostgresIssueDetail(Transaction transaction, PostgresIssues.Found issue, Instant now) {
        this.issue = issue;
        this.now = now;
        long id = issue.id();
        PostgresHistory history = new PostgresHistory(transaction);
        transitions = history.transitions(id, issue.key());
        runs = new PostgresRuns(transaction).runs(id);
        artifacts = history.artifacts(id);
        verdicts = history.verdicts(id);
        gates = history.gates(id);
        PostgresDecisions decisions = new PostgresDecisions(transaction);
        host = decisions.host(id);
        approvals = decisions.approvals(id);
        commands = decisions.commands(id);
        costs = decisions.costs(id);
        intents = history.intents(id);
        merges = history.merges(id);
        dependencies = history.dependencies(id);
        task = new PostgresWork(transaction, now).open(id);
        surroundings =
                new PostgresSurroundings(transaction, id, issue.key(), issue.in(IssueState.DEPENDENCY_BLOCKED), now);
    }

    IssueDetail told() {
        List<ArtifactEntry> left = oldestFirst(artifacts);
        return new IssueDetail(
                issue.summary(),
                issue.facts(),
                host.first().orElseThrow(),
                oldestFirst(transitions),
                oldestFirst(runs),
                left,
                left.stream()
                        .filter(artifact -> artifact.kind().startsWith("evidence"))
                        .toList(),
                oldestFirst(verdicts),
                oldestFirst(gates),
                oldestFirst(approvals),
                oldestFirst(commands),
                oldestFirst(costs),
                oldestFirst(intents),
                oldestFirst(merges),
                dependencies.rows(),
                task.first(),
                why());
    }

    private Why why() {
        return WhyExplainer.explain(new WhyFacts(
                issue.summary(),
                issue.facts(),
                issue.workflow(),
                transitions.first(),
                task.first(),
                dependencies.rows(),
                setbacks(runs, RunEntry::setback),
                setbacks(verdicts, VerdictEntry::setback),
                merges.first(),
                surroundings.told(),
                now));
    }

    private static <T> List<T> setbacks(Answer<T> newestFirst, Predicate<T> setback) {
        return newestFirst.rows().stream()
                .filter(setback)
                .limit(WhyFacts.SETBACKS)
                .toList()
                .reversed();
    }

    private static <T> List<T> oldestFirst(Answer<T> newestFirst) {
        return newestFirst.rows().reversed();
    }
}
