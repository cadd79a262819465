package io.colony.engine.status;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.status.PostgresEach.Column;
import io.colony.engine.status.PostgresSurroundings.Standing;
import io.colony.engine.status.WhySurroundings.OpenBreaker;
import io.colony.engine.status.WhySurroundings.OpenFinding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link PostgresWhy} says, of many issues that wait for people: the same questions, each put once for all of them, in
 * one round trip. What only issues need that have ended or that wait for others is left out: what became of a merge, and
 * circles of dependencies.
 */
final class PostgresWhys {
    private final List<PostgresIssues.Found> issues;
    private final Instant now;
    private final PostgresEach<TransitionEntry> arrivals;
    private final PostgresEach<TaskEntry> tasks;
    private final PostgresEach<DependencyEntry> dependencies;
    private final PostgresEach<RunEntry> runs;
    private final PostgresEach<VerdictEntry> verdicts;
    private final PostgresEach<OpenBreaker> breakers;
    private final PostgresEach<Standing> standings;
    private final PostgresEach<OpenFinding> findings;
    private final Answer<WhySurroundings.Stopped> stopped;

    PostgresWhys(Transaction transaction, List<PostgresIssues.Found> issues, Instant now) {
        this.issues = issues;
        this.now = now;
        Instant live = now.minus(PostgresWork.LIVE);
        Column id = Column.ISSUE_ID;
        Column repository = Column.REPOSITORY;
        arrivals = PostgresEach.ask(
                transaction,
                issues,
                row -> PostgresHistory.transition(row, PostgresRows.key(row, PostgresEach.KEY)),
                PostgresHistory.ARRIVAL,
                id);
        tasks = PostgresEach.ask(transaction, issues, PostgresWork::task, PostgresWork.OPEN, live, id);
        dependencies =
                PostgresEach.ask(transaction, issues, PostgresHistory::dependency, PostgresHistory.DEPENDENCIES, id);
        runs = PostgresEach.ask(
                transaction, issues, PostgresRuns::run, PostgresRuns.SETBACKS, id, id, WhyFacts.SETBACKS);
        verdicts = PostgresEach.ask(
                transaction, issues, PostgresHistory::verdict, PostgresHistory.SETBACKS, id, WhyFacts.SETBACKS);
        breakers = PostgresEach.ask(
                transaction,
                issues,
                PostgresSurroundings::breaker,
                PostgresSurroundings.BREAKERS,
                id,
                repository,
                Column.KEY,
                repository,
                id);
        standings = PostgresEach.ask(
                transaction, issues, PostgresSurroundings::standing, PostgresSurroundings.STANDING, id, now, id, live);
        stopped = PostgresSurroundings.stopped(transaction);
        findings = PostgresEach.ask(
                transaction,
                issues,
                PostgresSurroundings::finding,
                PostgresSurroundings.FINDINGS,
                Column.KEY,
                repository);
    }

    /** In the order of the issues. */
    List<Why> told() {
        Answers all = new Answers(
                arrivals.byIssue(),
                tasks.byIssue(),
                dependencies.byIssue(),
                runs.byIssue(),
                verdicts.byIssue(),
                new Around(breakers.byIssue(), standings.byIssue(), findings.byIssue(), stopped.first()));
        return issues.stream().map(issue -> why(issue, all)).toList();
    }

    private record Answers(
            Map<Long, List<TransitionEntry>> arrivals,
            Map<Long, List<TaskEntry>> tasks,
            Map<Long, List<DependencyEntry>> dependencies,
            Map<Long, List<RunEntry>> runs,
            Map<Long, List<VerdictEntry>> verdicts,
            Around around) {}

    private record Around(
            Map<Long, List<OpenBreaker>> breakers,
            Map<Long, List<Standing>> standings,
            Map<Long, List<OpenFinding>> findings,
            Optional<WhySurroundings.Stopped> stopped) {}

    private Why why(PostgresIssues.Found issue, Answers all) {
        long id = issue.id();
        return WhyExplainer.explain(new WhyFacts(
                issue.summary(),
                issue.facts(),
                issue.workflow(),
                first(all.arrivals(), id),
                first(all.tasks(), id),
                of(all.dependencies(), id),
                of(all.runs(), id).reversed(),
                of(all.verdicts(), id).reversed(),
                Optional.empty(),
                surroundings(id, all.around()),
                now));
    }

    private static WhySurroundings surroundings(long id, Around around) {
        Standing standing = first(around.standings(), id).orElseThrow();
        return new WhySurroundings(
                of(around.breakers(), id),
                standing.live(),
                standing.forTask(),
                standing.leader(),
                of(around.findings(), id),
                standing.givenUp(),
                List.of(),
                around.stopped());
    }

    private static <T> List<T> of(Map<Long, List<T>> answers, long id) {
        return answers.getOrDefault(id, List.of());
    }

    private static <T> Optional<T> first(Map<Long, List<T>> answers, long id) {
        return of(answers, id).stream().findFirst();
    }
}
