package io.colony.engine.status;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.BuiltinExecutors;
import io.colony.engine.workflow.IssueState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** {@link StoreVitals} in one round trip each. */
final class PostgresStoreVitals implements StoreVitals {
    private static final List<String> BREAKER_SCOPES = List.of("issue-stage", "repository", "back-end");

    private static final String LANES = """
            select executor,
              count(*) filter (where state = 'queued' and coalesce(held_until, run_after) <= ?) as due,
              count(*) filter (where state = 'queued' and coalesce(held_until, run_after) > ?) as held,
              count(*) filter (where state = 'claimed') as running,
              min(run_after) filter (where state = 'queued' and coalesce(held_until, run_after) <= ?) as oldest_due
            from tasks where state in ('queued', 'claimed') group by executor
            """;

    private static final String COUNTS = """
            select live.workers as live, live.busy,
              (select count(*) from tasks t where %s) as dead,
              (select count(*) from sentinel_findings where resolved_at is null and for_people) as findings,
              (select count(*) from sentinel_findings where resolved_at is null and not for_people) as other_findings,
              (select count(*) from budget_waits) as without_money,
              exists (select from dispatch_stops where resumed_at is null) as stopped,
              exists (select from leaders where duty = 'sentinel' and lease_until > ?) as led
            from (select count(*) as workers, count(*) filter (where exists (
                    select from tasks t where t.worker_id = w.id and t.state = 'claimed')) as busy
                  from workers w where w.stopped_at is null and w.seen_at > ?) live
            """.formatted(PostgresWork.DEAD);

    /** One row per repository and day or month, each found by its key. */
    private static final String MONEY = """
            select coalesce(sum(d.spent), 0) as today, coalesce(sum(d.reserved), 0) as reserved,
              coalesce(sum(m.spent), 0) as month,
              (select coalesce(sum(events), 0) from ledger_totals where scope = 'repository-month') as events
            from repositories r
            left join ledger_totals d on d.scope = 'repository' and d.scope_id = r.id and d.period = ?
            left join ledger_totals m on m.scope = 'repository-month' and m.scope_id = r.id and m.period = ?
            """;

    private static final String OUTBOX = """
            select count(*) filter (where failed_at is null) as waiting,
              min(created_at) filter (where failed_at is null) as oldest, count(failed_at) as given_up
            from outbox where delivered_at is null
            """;
    /** A reminder is planned long before it is due. */
    private static final String NOTICES = """
            select count(*) filter (where status = 'pending') as waiting,
              min(due_at) filter (where status = 'pending') as oldest, count(*) filter (where status = 'failed') as given_up
            from notices where status = 'pending' and due_at <= ? or status = 'failed'
            """;

    private static final String DELIVERED =
            "select d.* from delivery_rollups d" + " where d.tenant_id in (select id from tenants) and d.day ";

    private final PostgresReads reads;
    private final InstantSource clock;
    private final String expected;
    private final AtomicReference<Past> past = new AtomicReference<>(new Past(LocalDate.MIN, List.of()));

    PostgresStoreVitals(Database database, InstantSource clock) {
        this.reads = new PostgresReads(database);
        this.clock = clock;
        this.expected = database.schemaVersion().orElse("");
    }

    /** What was delivered on the days before one: it changes no more. */
    private record Past(LocalDate before, List<DeliveryCounts> counts) {}

    private record Breaking(String scope, long open) {}

    private record Counted(
            MetricsSnapshot.Workers workers,
            long dead,
            MetricsSnapshot.Findings findings,
            long withoutMoney,
            boolean stopped,
            boolean led) {}

    @Override
    public MetricsSnapshot snapshot() {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return reads.watch(transaction -> {
            Answer<MetricsSnapshot.StateCount> issues = transaction.ask(
                    row -> new MetricsSnapshot.StateCount(PostgresRows.state(row, "state"), row.getLong("issues")),
                    "select state, count(*) as issues from issues group by state");
            Answer<MetricsSnapshot.Lane> lanes = transaction.ask(row -> lane(row, now), LANES, now, now, now);
            Answer<Counted> counts =
                    transaction.ask(PostgresStoreVitals::counted, COUNTS, now, now.minus(PostgresWork.LIVE));
            Answer<Breaking> breakers = transaction.ask(
                    row -> new Breaking(row.getString("scope"), row.getLong("open")),
                    "select scope, count(*) as open from breakers where opened_at is not null group by scope");
            Answer<MetricsSnapshot.Money> money = transaction.ask(
                    PostgresStoreVitals::money,
                    MONEY,
                    today.toString(),
                    today.toString().substring(0, "2026-01".length()));
            Answer<MetricsSnapshot.Stream> outbox = transaction.ask(row -> stream(row, now), OUTBOX);
            Answer<MetricsSnapshot.Stream> webhooks =
                    transaction.ask(row -> stream(row, now), PostgresQueueStatus.WEBHOOKS);
            Answer<MetricsSnapshot.Stream> notices = transaction.ask(row -> stream(row, now), NOTICES, now);
            DeliveryCounts delivered = delivered(transaction, today);
            Counted counted = counts.rows().getFirst();
            return new MetricsSnapshot(
                    withAllStates(issues.rows()),
                    withAllExecutors(lanes.rows()),
                    counted.workers(),
                    counted.dead(),
                    byScope(breakers.rows()),
                    counted.findings(),
                    counted.withoutMoney(),
                    counted.stopped(),
                    counted.led(),
                    money.rows().getFirst(),
                    outbox.rows().getFirst(),
                    webhooks.rows().getFirst(),
                    notices.rows().getFirst(),
                    delivered);
        });
    }

    /** The days that are over are summed once a day; yesterday is not one of them, since clocks differ. */
    private DeliveryCounts delivered(Transaction transaction, LocalDate today) {
        LocalDate recent = today.minusDays(1);
        Past known = past.get();
        if (!known.before().equals(recent)) {
            Answer<DeliveryCounts> before = transaction.ask(PostgresDeliveryFigures::counts, DELIVERED + "< ?", recent);
            Answer<DeliveryCounts> since = transaction.ask(PostgresDeliveryFigures::counts, DELIVERED + ">= ?", recent);
            DeliveryCounts sum = sum(before.rows());
            past.set(new Past(recent, List.of(sum)));
            return sum(since.rows()).plus(sum);
        }
        return sum(transaction.query(PostgresDeliveryFigures::counts, DELIVERED + ">= ?", recent))
                .plus(sum(known.counts()));
    }

    private static DeliveryCounts sum(List<DeliveryCounts> counts) {
        return counts.stream().reduce(PostgresDeliveryFigures.NOTHING, DeliveryCounts::plus);
    }

    @Override
    public Readiness readiness() {
        return reads.single(transaction -> transaction.query(
                        row -> new Readiness(row.getString("schema"), expected, row.getLong("live")),
                        "select (" + Database.SCHEMA + ") as schema, (select count(*) from workers"
                                + " where stopped_at is null and seen_at > ?) as live",
                        clock.instant().minus(PostgresWork.LIVE)))
                .getFirst();
    }

    private static List<MetricsSnapshot.StateCount> withAllStates(List<MetricsSnapshot.StateCount> found) {
        Map<String, Long> issues = Arrays.stream(StateGroup.values())
                .flatMap(group -> group.states().stream())
                .collect(Collectors.toMap(state -> state, state -> 0L, Long::sum, TreeMap::new));
        found.forEach(count -> issues.put(count.state().slug(), count.issues()));
        return issues.entrySet().stream()
                .map(entry -> new MetricsSnapshot.StateCount(new IssueState(entry.getKey()), entry.getValue()))
                .toList();
    }

    private static List<MetricsSnapshot.Lane> withAllExecutors(List<MetricsSnapshot.Lane> found) {
        Map<String, MetricsSnapshot.Lane> lanes = new TreeMap<>();
        BuiltinExecutors.names()
                .forEach(name -> lanes.put(name, new MetricsSnapshot.Lane(name, 0, 0, 0, Optional.empty())));
        found.forEach(lane -> lanes.put(lane.executor(), lane));
        return List.copyOf(lanes.values());
    }

    private static Map<String, Long> byScope(List<Breaking> found) {
        Map<String, Long> open = new TreeMap<>();
        BREAKER_SCOPES.forEach(scope -> open.put(scope, 0L));
        found.forEach(each -> open.put(each.scope(), each.open()));
        return open;
    }

    private static MetricsSnapshot.Lane lane(ResultSet row, Instant now) throws SQLException {
        return new MetricsSnapshot.Lane(
                row.getString("executor"),
                row.getLong("due"),
                row.getLong("held"),
                row.getLong("running"),
                PostgresRows.timeIfAny(row, "oldest_due").map(since -> age(since, now)));
    }

    private static Counted counted(ResultSet row) throws SQLException {
        return new Counted(
                new MetricsSnapshot.Workers(row.getLong("live"), row.getLong("busy")),
                row.getLong("dead"),
                new MetricsSnapshot.Findings(row.getLong("findings"), row.getLong("other_findings")),
                row.getLong("without_money"),
                row.getBoolean("stopped"),
                row.getBoolean("led"));
    }

    private static MetricsSnapshot.Money money(ResultSet row) throws SQLException {
        return new MetricsSnapshot.Money(
                PostgresRows.usd(row, "today"),
                PostgresRows.usd(row, "month"),
                PostgresRows.usd(row, "reserved"),
                row.getLong("events"));
    }

    private static MetricsSnapshot.Stream stream(ResultSet row, Instant now) throws SQLException {
        return new MetricsSnapshot.Stream(
                row.getLong("waiting"),
                PostgresRows.timeIfAny(row, "oldest").map(since -> age(since, now)),
                row.getLong("given_up"));
    }

    /** Whoever wrote it may have had another clock. */
    private static Duration age(Instant since, Instant now) {
        return since.isBefore(now) ? Duration.between(since, now) : Duration.ZERO;
    }
}
