package io.colony.engine.status;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.intake.webhook.WebhookProcessor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@link QueueStatus} in one round trip. */
final class PostgresQueueStatus implements QueueStatus {
    private static final String LANES = """
            select t.executor, r.slug, count(*) filter (where t.state = 'queued') as queued,
              count(*) filter (where t.state = 'claimed') as running,
              min(t.run_after) filter (where t.state = 'queued' and coalesce(t.held_until, t.run_after) <= ?) as oldest_due
            from tasks t join repositories r on r.id = t.repository_id
            where t.state in ('queued', 'claimed')
            group by t.executor, r.slug order by t.executor, r.slug
            """;
    private static final String OUTBOX = """
            select count(*) filter (where failed_at is null) as waiting,
              min(created_at) filter (where failed_at is null) as oldest, count(failed_at) as given_up
            from outbox where delivered_at is null
            """;
    /**
     * Webhooks and items of polls that nobody could make anything of: put aside, or failed so often that they count as put
     * aside, although they are tried every hour.
     */
    static final String GIVEN_UP = """
            (failed_at is not null
              or attempts >= %d and event = 'poll' and processed_at is null and failed_at is null)
            """.formatted(WebhookProcessor.TRIES);

    static final String WEBHOOKS = """
            select count(*) filter (where not %1$s) as waiting, min(received_at) filter (where not %1$s) as oldest,
              count(*) filter (where %1$s) as given_up
            from webhook_deliveries where processed_at is null and failed_at is null or failed_at is not null
            """.formatted(GIVEN_UP);

    private final PostgresReads reads;
    private final InstantSource clock;

    PostgresQueueStatus(Database database, InstantSource clock) {
        this.reads = new PostgresReads(database);
        this.clock = clock;
    }

    @Override
    public QueueFigures figures() {
        Instant now = clock.instant();
        return reads.read(transaction -> {
            Answer<WorkerEntry> workers = new PostgresWork(transaction, now).workers();
            Answer<String> leader = transaction.ask(
                    row -> row.getString("holder"),
                    "select holder from leaders where duty = 'sentinel' and lease_until > ?",
                    now);
            Answer<LaneEntry> lanes = transaction.ask(PostgresQueueStatus::lane, LANES, now);
            Answer<BreakerEntry> breakers = PostgresTroubles.breakers(transaction, Optional.empty(), false);
            Answer<Long> dead =
                    transaction.ask(row -> row.getLong(1), "select count(*) from tasks t where " + PostgresWork.DEAD);
            Answer<QueueFigures.Backlog> outbox = transaction.ask(PostgresQueueStatus::backlog, OUTBOX);
            Answer<QueueFigures.Backlog> webhooks = transaction.ask(PostgresQueueStatus::backlog, WEBHOOKS);
            return new QueueFigures(
                    workers.rows(),
                    leader.first(),
                    lanes.rows(),
                    breakers.rows(),
                    dead.rows().getFirst(),
                    outbox.rows().getFirst(),
                    webhooks.rows().getFirst());
        });
    }

    @Override
    public DispatchStanding dispatch() {
        Instant now = clock.instant();
        return reads.read(transaction -> DispatchStanding.read(transaction, now));
    }

    @Override
    public DeadLetterPage deadLetters(PageRequest page) {
        Instant live = clock.instant().minus(PostgresWork.LIVE);
        List<TaskEntry> rows = reads.single((Transaction transaction) -> transaction.query(
                PostgresWork::task,
                PostgresWork.TASK + "where " + PostgresWork.DEAD
                        + " and (?::bigint is null or t.id < ?) order by t.id desc limit ?",
                live,
                page.before(),
                page.before(),
                page.limit() + 1));
        List<TaskEntry> shown = rows.stream().limit(page.limit()).toList();
        return new DeadLetterPage(
                shown, rows.size() > shown.size() ? Optional.of(shown.getLast().id()) : Optional.empty());
    }

    private static LaneEntry lane(ResultSet row) throws SQLException {
        return new LaneEntry(
                row.getString("executor"),
                row.getString("slug"),
                row.getLong("queued"),
                row.getLong("running"),
                PostgresRows.timeIfAny(row, "oldest_due"));
    }

    private static QueueFigures.Backlog backlog(ResultSet row) throws SQLException {
        return new QueueFigures.Backlog(
                row.getLong("waiting"), PostgresRows.timeIfAny(row, "oldest"), row.getLong("given_up"));
    }
}
