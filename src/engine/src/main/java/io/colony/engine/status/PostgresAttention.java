package io.colony.engine.status;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.status.PostgresIssues.Found;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflow.StateDefinition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** {@link Attention}: the issues, and why, in a number of round trips that does not grow with the page. */
final class PostgresAttention implements Attention {
    private static final String ORDER = "waiting";
    private static final String OF_REPOSITORY =
            " and i.repository_id = any(array(select id from repositories where slug = ?))";

    private final PostgresReads reads;
    private final InstantSource clock;
    private final WorkflowCatalog workflows;

    PostgresAttention(Database database, InstantSource clock, WorkflowCatalog workflows) {
        this.reads = new PostgresReads(database);
        this.clock = clock;
        this.workflows = workflows;
    }

    @Override
    public WaitingPage waiting(Optional<String> repository, PageRequest page) {
        Instant now = clock.instant();
        Optional<Cursor> cursor = Cursor.of(page.after(), ORDER);
        return reads.read(transaction -> {
            String[] states = workflows.states(transaction, PostgresAttention::forPeople).stream()
                    .map(IssueState::slug)
                    .sorted()
                    .toArray(String[]::new);
            Answer<Long> inAll = count(transaction, states, repository);
            List<Found> found = issues(transaction, states, repository, cursor, page.limit());
            List<Found> shown = found.stream()
                    .limit(page.limit())
                    .map(issue -> issue.withWorkflow(workflows, transaction))
                    .toList();
            List<Why> whys = new PostgresWhys(transaction, shown, now).told();
            return new WaitingPage(
                    IntStream.range(0, shown.size())
                            .mapToObj(place -> new WaitingIssue(shown.get(place).summary(), whys.get(place)))
                            .toList(),
                    inAll.rows().getFirst(),
                    found.size() > shown.size() ? Optional.of(place(shown.getLast())) : Optional.empty());
        });
    }

    private static boolean forPeople(StateDefinition state) {
        return switch (state.type()) {
            case AWAITING_HUMAN -> true;
            case BLOCKED ->
                state.recovery().filter(Workflow.Recovery.MANUAL::equals).isPresent();
            case ACTIVE, PRE_INTAKE, TERMINAL -> false;
        };
    }

    private static String place(Found last) {
        return new Cursor(ORDER, last.summary().since().toString(), last.id()).words();
    }

    private static Answer<Long> count(Transaction transaction, String[] states, Optional<String> repository) {
        List<Object> values = new ArrayList<>();
        values.add(states);
        repository.ifPresent(values::add);
        return transaction.ask(
                row -> row.getLong(1),
                "select count(*) from issues i where i.state = any(?::text[])"
                        + (repository.isPresent() ? OF_REPOSITORY : ""),
                values.toArray());
    }

    private static List<Found> issues(
            Transaction transaction, String[] states, Optional<String> repository, Optional<Cursor> cursor, int limit) {
        List<Object> values = new ArrayList<>();
        values.add(states);
        repository.ifPresent(values::add);
        cursor.ifPresent(place -> {
            values.add(since(place));
            values.add(place.id());
        });
        values.add(limit + 1);
        return transaction.query(
                Found::of,
                PostgresIssues.SUMMARY + PostgresIssues.FACTS + PostgresIssues.FROM
                        + "where i.state = any(?::text[])"
                        + (repository.isPresent() ? OF_REPOSITORY : "")
                        + (cursor.isPresent() ? " and (i.entered_at, i.id) > (?::timestamptz, ?)" : "")
                        + " order by i.entered_at, i.id limit ?",
                values.toArray());
    }

    private static Instant since(Cursor cursor) {
        try {
            return Instant.parse(cursor.place());
        } catch (DateTimeException failure) {
            throw Cursor.wrong(cursor.words(), ORDER);
        }
    }

    @Override
    public Troubles troubles(Optional<String> repository) {
        Instant now = clock.instant();
        return reads.read(transaction -> new PostgresTroubles(transaction, repository, now).told());
    }
}
