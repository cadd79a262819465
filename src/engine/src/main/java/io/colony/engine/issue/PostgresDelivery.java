package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts what was filed and how it ended, by day and repository, in the transition's own transaction: {@code
 * delivery_rollups}, whose comment says what counts when an issue ends twice. One row is written per transition, so that
 * two of one transaction wait for nobody else in between.
 */
final class PostgresDelivery {
    private static final Set<String> MERGES = Set.of("merged", Outcomes.MERGED_BY_PERSON);

    private static final String FILED = """
            insert into delivery_rollups as d (tenant_id, day, repository_id, filed, reopened) values (?, ?, ?, ?, ?)
            on conflict (tenant_id, day, repository_id) do update
            set filed = d.filed + excluded.filed, reopened = d.reopened + excluded.reopened
            """;

    private static final String ENDED = """
            with life as (
              select t.version, t.at from state_transitions t
              where t.issue_id = ? and (t.version = 1 or t.outcome in ('triggered', 'reopened'))
              order by t.version desc limit 1),
            ended as (
              select ?::text as how, ?::int as rework, extract(epoch from ?::timestamptz - l.at) as seconds,
                not exists (select 1 from state_transitions t
                            where t.issue_id = ? and t.outcome = 'reimplement' and t.version > l.version) as at_once
              from life l)
            insert into delivery_rollups as d
              (tenant_id, day, repository_id, merged, first_pass, cancelled, ended_otherwise, durations, reworks)
            select ?, ?, ?, (e.how = 'merged')::int, (e.how = 'merged' and e.rework = 0 and e.at_once)::int,
              (e.how = 'cancelled')::int, (e.how = 'done')::int,
              (select array_agg((e.how = 'merged' and n = width_bucket(e.seconds, array[$bounds]::numeric[]))::int::bigint
                                order by n) from generate_series(0, $longest) n),
              (select array_agg((e.how = 'merged' and n = least(e.rework, $most))::int::bigint order by n)
               from generate_series(0, $most) n)
            from ended e
            on conflict (tenant_id, day, repository_id) do update
            set merged = d.merged + excluded.merged, first_pass = d.first_pass + excluded.first_pass,
              cancelled = d.cancelled + excluded.cancelled,
              ended_otherwise = d.ended_otherwise + excluded.ended_otherwise,
              durations = (select array_agg(o + a order by place)
                           from unnest(d.durations, excluded.durations) with ordinality as u (o, a, place)),
              reworks = (select array_agg(o + a order by place)
                         from unnest(d.reworks, excluded.reworks) with ordinality as u (o, a, place))
            """.replace("$longest", Integer.toString(DeliveryBounds.DURATIONS.size()))
            .replace("$most", Integer.toString(DeliveryBounds.MOST_REWORK))
            .replace(
                    "$bounds",
                    DeliveryBounds.DURATIONS.stream()
                            .map(Duration::toSeconds)
                            .map(seconds -> Long.toString(seconds))
                            .collect(Collectors.joining(", ")));

    private PostgresDelivery() {}

    /** @param issue as it was registered */
    static void registered(Transaction transaction, Workflow workflow, Issue issue, Instant at) {
        if (workflow.subject() == Workflow.Subject.ISSUES) {
            add(transaction, issue, at, 1, 0);
        }
    }

    /** @param issue as it is after the transition */
    static void moved(Transaction transaction, Workflow workflow, Issue issue, TransitionRequest request, Instant at) {
        if (workflow.subject() != Workflow.Subject.ISSUES) {
            return;
        }
        boolean over = ends(workflow, request.issue().state());
        if (request.outcome().equals(Outcomes.REOPENED)) {
            add(transaction, issue, at, 0, 1);
        } else if (ends(workflow, issue.state()) && !over) {
            String how = MERGES.contains(request.outcome())
                    ? "merged"
                    : issue.state().equals(IssueState.CANCELLED) ? "cancelled" : "done";
            transaction.later(
                    ENDED,
                    issue.id(),
                    how,
                    issue.reworkRounds(),
                    at,
                    issue.id(),
                    issue.tenantId(),
                    day(at),
                    issue.repositoryId());
        }
    }

    private static void add(Transaction transaction, Issue issue, Instant at, int filed, int reopened) {
        transaction.later(FILED, issue.tenantId(), day(at), issue.repositoryId(), filed, reopened);
    }

    private static boolean ends(Workflow workflow, IssueState state) {
        return workflow.state(state).type() == Workflow.Type.TERMINAL;
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
