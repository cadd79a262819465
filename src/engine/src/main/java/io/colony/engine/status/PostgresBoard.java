package io.colony.engine.status;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflow.StateDefinition;
import io.colony.engine.workflow.Workflows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@link Board} in one round trip. Which states there are is found by going from one to the next in the index, and the cards
 * of each by its first entries, so that neither grows with what has ended; the counts are of the index alone.
 */
final class PostgresBoard implements Board {
    /** {@code $where} is the condition on the repository, with its {@code and}. */
    private static final String CARDS = """
            with recursive places (state) as (
              (select i.state from issues i where $where true order by i.state limit 1)
              union all
              select (select i.state from issues i where $where i.state > p.state order by i.state limit 1)
              from places p where p.state is not null),
            picked (id) as (
              select c.id from places p cross join lateral (
                select i.id from issues i where $where i.state = p.state order by i.entered_at, i.id limit $most) c
              where p.state not in ('done', 'cancelled')
              union all
              select c.id from places p cross join lateral (
                select i.id from issues i where $where i.state = p.state
                order by i.entered_at desc, i.id desc limit $most) c
              where p.state in ('done', 'cancelled'))
            select i.id, r.slug || '#' || i.number as key, i.title, i.state, i.entered_at, i.rework_rounds, i.pull_request,
              i.priority, i.workflow_id, i.workflow_version, w.name as worker, $waits as waits_for,
              (select count(*) from agent_runs a where a.issue_id = i.id and a.stage = 'develop') as attempts,
              coalesce((select l.spent from ledger_totals l
                        where l.scope = 'issue' and l.scope_id = i.id and l.period = ''), 0) as cost
            from picked p
            join issues i on i.id = p.id
            join repositories r on r.id = i.repository_id
            left join tasks t on t.issue_id = i.id and t.state in ('queued', 'claimed')
            left join workers w on w.id = t.worker_id and t.state = 'claimed'
            order by i.entered_at, i.id
            """;

    private static final String OF_REPOSITORY =
            "i.repository_id = (select id from repositories where slug = ? order by id limit 1) and";

    private final PostgresReads reads;
    private final InstantSource clock;
    private final WorkflowCatalog workflows;

    PostgresBoard(Database database, InstantSource clock, WorkflowCatalog workflows) {
        this.reads = new PostgresReads(database);
        this.clock = clock;
        this.workflows = workflows;
    }

    @Override
    public List<BoardColumn> columns(Optional<String> repository) {
        Instant now = clock.instant();
        return reads.read(transaction -> {
            Answer<Count> counts = counts(transaction, repository);
            List<Placed> cards = cards(transaction, repository, now).rows();
            return columns(transaction, counts.rows(), cards);
        });
    }

    /** How many issues are in a state. */
    private record Count(IssueState state, long issues) {}

    /** A stored version of a workflow. */
    private record Version(String id, int version) {}

    /** A card and where it belongs. */
    private record Placed(IssueState state, Version workflow, BoardCard card) {}

    private static Answer<Count> counts(Transaction transaction, Optional<String> repository) {
        String sql = "select i.state, count(*) as issues from issues i where "
                + (repository.isPresent() ? OF_REPOSITORY : "") + " true group by i.state";
        return transaction.ask(
                row -> new Count(PostgresRows.state(row, "state"), row.getLong("issues")),
                sql,
                repository.stream().toArray());
    }

    private static Answer<Placed> cards(Transaction transaction, Optional<String> repository, Instant now) {
        String where = repository.isPresent() ? OF_REPOSITORY : "";
        List<Object> values = new ArrayList<>();
        // As often as the condition stands there.
        for (int place = 0; place < 4; place++) {
            repository.ifPresent(values::add);
        }
        values.add(now.minus(PostgresWork.LIVE));
        return transaction.ask(
                PostgresBoard::placed,
                CARDS.replace("$where", where)
                        .replace("$most", Integer.toString(BoardColumn.MOST))
                        .replace("$waits", PostgresWork.WAITS_FOR),
                values.toArray());
    }

    private static Placed placed(ResultSet row) throws SQLException {
        return new Placed(
                PostgresRows.state(row, "state"),
                new Version(row.getString("workflow_id"), row.getInt("workflow_version")),
                new BoardCard(
                        row.getLong("id"),
                        PostgresRows.key(row, "key"),
                        row.getString("title"),
                        PostgresRows.time(row, "entered_at"),
                        PostgresRows.usd(row, "cost"),
                        row.getLong("attempts"),
                        row.getInt("rework_rounds"),
                        PostgresRows.numberIfAny(row, "pull_request"),
                        row.getInt("priority"),
                        PostgresRows.textIfAny(row, "worker"),
                        PostgresRows.textIfAny(row, "waits_for")));
    }

    private List<BoardColumn> columns(Transaction transaction, List<Count> counts, List<Placed> cards) {
        Map<IssueState, StateDefinition> order = new LinkedHashMap<>();
        for (Workflow workflow : shown(transaction, cards)) {
            workflow.states().forEach(order::putIfAbsent);
        }
        Map<IssueState, Long> issues =
                counts.stream().collect(Collectors.toMap(Count::state, Count::issues, Long::sum, LinkedHashMap::new));
        List<IssueState> states = new ArrayList<>(order.keySet());
        issues.keySet().stream()
                .filter(state -> !order.containsKey(state))
                .sorted(Comparator.comparing(IssueState::slug))
                .forEach(states::add);
        Map<IssueState, List<BoardCard>> byState = cards.stream()
                .collect(Collectors.groupingBy(
                        Placed::state, Collectors.mapping(Placed::card, Collectors.toUnmodifiableList())));
        return states.stream()
                .map(state -> column(
                        state,
                        Optional.ofNullable(order.get(state)),
                        issues.getOrDefault(state, 0L),
                        byState.getOrDefault(state, List.of())))
                .toList();
    }

    private static BoardColumn column(
            IssueState state, Optional<StateDefinition> definition, long issues, List<BoardCard> cards) {
        StateGroup group = definition.map(StateGroup::of).orElseGet(() -> StateGroup.of(state));
        return new BoardColumn(
                state,
                group,
                definition.map(StateDefinition::description).orElse(""),
                issues,
                group.isEnd() ? cards.reversed() : cards);
    }

    /** The workflows of the cards, the one of most of them first. */
    private List<Workflow> shown(Transaction transaction, List<Placed> cards) {
        if (cards.isEmpty()) {
            return List.of(Workflows.colonyDefault());
        }
        Map<Version, Long> uses =
                cards.stream().collect(Collectors.groupingBy(Placed::workflow, Collectors.counting()));
        return uses.entrySet().stream()
                .sorted(Map.Entry.<Version, Long>comparingByValue()
                        .reversed()
                        .thenComparing(use -> use.getKey().id())
                        .thenComparingInt(use -> -use.getKey().version()))
                .map(Map.Entry::getKey)
                .map((Function<Version, Workflow>) use -> workflows.get(transaction, use.id(), use.version()))
                .toList();
    }
}
