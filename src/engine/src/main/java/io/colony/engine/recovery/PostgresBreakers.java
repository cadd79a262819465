package io.colony.engine.recovery;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.queue.Task;
import io.colony.engine.recovery.BreakerKey.Scope;
import io.colony.engine.recovery.BreakerState.Probe;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.statement.Query;

/** {@link Breakers} in the tables {@code breakers} and {@code repository_back_ends}. */
final class PostgresBreakers implements Breakers {
    /** A probe is under way as long as its task is claimed under the epoch of that claim. */
    private static final String SELECT = """
            select b.*, exists (select 1 from tasks t where t.id = b.probe_task and t.epoch = b.probe_epoch
                                and t.state = 'claimed') as probing
            from breakers b
            """;

    private final BreakerSettings settings;
    private final RandomGenerator random;

    PostgresBreakers(BreakerSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    @Override
    public int contentFailures(Transaction transaction, BreakerKey issueStage) {
        return find(transaction, issueStage)
                .filter(breaker -> !breaker.open())
                .map(Breaker::failures)
                .orElse(0);
    }

    @Override
    public void contentFailed(
            Transaction transaction, BreakerKey issueStage, boolean opens, String reason, Instant now) {
        change(
                transaction,
                issueStage,
                now,
                state -> new BreakerState(
                        state.open() ? 1 : state.failures() + 1,
                        List.of(),
                        opens ? Optional.of(now) : Optional.empty(),
                        Optional.empty(),
                        opens ? state.openings() + 1 : state.openings(),
                        Optional.empty(),
                        reason));
    }

    @Override
    public boolean failed(Transaction transaction, BreakerKey repository, Task task, String reason, Instant now) {
        Probe attempt = new Probe(task.id(), task.epoch());
        return change(
                        transaction,
                        repository,
                        now,
                        state -> state.failed(
                                now,
                                reason,
                                settings,
                                random.nextDouble(),
                                state.probe().equals(Optional.of(attempt))))
                .open();
    }

    @Override
    public Instant refused(Transaction transaction, BreakerKey backEnd, Refusal refusal, Instant now) {
        return change(transaction, backEnd, now, state -> state.refused(now, refusal, settings, random.nextDouble()))
                .openUntil()
                .orElse(now);
    }

    @Override
    public void stageSucceeded(Transaction transaction, BreakerKey issueStage, Optional<Breaker> known) {
        if (known.filter(breaker -> breaker.open() || breaker.failures() > 0).isPresent()) {
            store(transaction, issueStage, BreakerState.CLOSED, Optional.empty());
        }
    }

    @Override
    public boolean succeeded(Transaction transaction, BreakerKey key, Task task) {
        if (find(transaction, key).filter(Breaker::open).isEmpty()) {
            return false;
        }
        boolean closes = lock(transaction, key)
                .filter(BreakerState::open)
                .flatMap(BreakerState::probe)
                .equals(Optional.of(new Probe(task.id(), task.epoch())));
        if (closes) {
            store(transaction, key, BreakerState.CLOSED, Optional.empty());
        }
        return closes;
    }

    @Override
    public List<BreakerKey> endProbe(Transaction transaction, Task task) {
        return query(transaction, """
                        update breakers set probe_task = null, probe_epoch = null
                        where probe_task = :task and probe_epoch = :epoch
                        returning scope, scope_key
                        """)
                .bind("task", task.id())
                .bind("epoch", task.epoch())
                .map((row, context) -> key(row))
                .list();
    }

    @Override
    public Answer<Breaker> askOpen(Transaction transaction) {
        return transaction.ask(
                PostgresBreakers::breaker, SELECT + "where b.opened_at is not null and b.scope <> 'issue-stage'");
    }

    @Override
    public Answer<Breaker> ask(Transaction transaction, BreakerKey key) {
        return transaction.ask(
                PostgresBreakers::breaker,
                SELECT + "where b.scope = ? and b.scope_key = ?",
                key.scope().slug(),
                key.key());
    }

    @Override
    public List<Breaker> open(Transaction transaction, Collection<BreakerKey> keys) {
        return transaction.query(
                PostgresBreakers::breaker,
                SELECT + """
                where b.opened_at is not null and (b.scope, b.scope_key) in (select * from unnest(?, ?))
                order by b.scope, b.scope_key
                for no key update of b
                """,
                keys.stream().map(key -> key.scope().slug()).toArray(String[]::new),
                keys.stream().map(BreakerKey::key).toArray(String[]::new));
    }

    @Override
    public boolean probe(Transaction transaction, BreakerKey key, Task task, Instant now) {
        // Locked first, then read anew: what another transaction let through meanwhile is seen.
        if (lock(transaction, key).isEmpty()) {
            return false;
        }
        boolean due = find(transaction, key)
                .filter(breaker -> breaker.open() && !breaker.probing())
                .flatMap(Breaker::until)
                .filter(until -> !until.isAfter(now))
                .isPresent();
        if (due) {
            // The claim that follows raises the epoch by one.
            change(transaction, key, now, state -> state.probedBy(new Probe(task.id(), task.epoch() + 1)));
        }
        return due;
    }

    @Override
    public List<Breaker> list(Transaction transaction) {
        return query(transaction, SELECT + """
                where b.failures > 0 or b.opened_at is not null
                order by b.opened_at nulls last, b.scope, b.scope_key
                """)
                .map((row, context) -> breaker(row))
                .list();
    }

    @Override
    public Optional<Breaker> reset(Transaction transaction, BreakerKey key) {
        lock(transaction, key);
        Optional<Breaker> before = find(transaction, key);
        before.ifPresent(breaker -> store(transaction, key, BreakerState.CLOSED, Optional.empty()));
        return before;
    }

    @Override
    public void noteBackEnd(Transaction transaction, long repositoryId, String backEnd, Instant now) {
        transaction.later("""
                insert into repository_back_ends (repository_id, back_end, seen_at) values (?, ?, ?)
                on conflict (repository_id) do update set back_end = excluded.back_end, seen_at = excluded.seen_at
                where repository_back_ends.back_end <> excluded.back_end
                """, repositoryId, backEnd, now);
    }

    @Override
    public Answer<String> askBackEnd(Transaction transaction, long repositoryId) {
        return transaction.ask(
                row -> row.getString(1),
                "select back_end from repository_back_ends where repository_id = ?",
                repositoryId);
    }

    private Optional<Breaker> find(Transaction transaction, BreakerKey key) {
        return ask(transaction, key).first();
    }

    private static BreakerState change(
            Transaction transaction, BreakerKey key, Instant now, UnaryOperator<BreakerState> event) {
        transaction
                .handle()
                .createUpdate("""
                        insert into breakers (scope, scope_key, failures, window_start, reason)
                        values (:scope, :key, 0, :now, '') on conflict (scope, scope_key) do nothing
                        """)
                .bind("scope", key.scope().slug())
                .bind("key", key.key())
                .bind("now", now)
                .execute();
        BreakerState changed = event.apply(lock(transaction, key).orElse(BreakerState.CLOSED));
        store(
                transaction,
                key,
                changed,
                Optional.of(changed.failedAt().stream().findFirst().orElse(now)));
        return changed;
    }

    private static Optional<BreakerState> lock(Transaction transaction, BreakerKey key) {
        return named(
                        query(
                                transaction,
                                "select * from breakers where scope = :scope and scope_key = :key for update"),
                        key)
                .map((row, context) -> state(row))
                .findOne();
    }

    private static void store(
            Transaction transaction, BreakerKey key, BreakerState state, Optional<Instant> windowStart) {
        transaction
                .handle()
                .createUpdate("""
                        update breakers
                        set failures = :failures, failed_at = cast(:failedAt as timestamptz[]), opened_at = :openedAt, open_until = :openUntil,
                            openings = :openings, probe_task = :probeTask, probe_epoch = :probeEpoch,
                            reason = case when :reason = '' then reason else :reason end,
                            window_start = coalesce(cast(:windowStart as timestamptz), window_start)
                        where scope = :scope and scope_key = :key
                        """)
                .bind("failures", state.failures())
                .bindArray("failedAt", String.class, times(state.failedAt()))
                .bind("openedAt", state.openedAt().orElse(null))
                .bind("openUntil", state.openUntil().orElse(null))
                .bind("openings", state.openings())
                .bind("probeTask", state.probe().map(Probe::taskId).orElse(null))
                .bind("probeEpoch", state.probe().map(Probe::epoch).orElse(null))
                .bind("reason", state.reason())
                .bind("windowStart", windowStart.orElse(null))
                .bind("scope", key.scope().slug())
                .bind("key", key.key())
                .execute();
    }

    private static List<String> times(List<Instant> instants) {
        return instants.stream().map(Instant::toString).toList();
    }

    private static Query query(Transaction transaction, String sql) {
        return transaction.handle().createQuery(sql);
    }

    private static Query named(Query query, BreakerKey key) {
        return query.bind("scope", key.scope().slug()).bind("key", key.key());
    }

    private static Breaker breaker(ResultSet row) throws SQLException {
        BreakerState state = state(row);
        return new Breaker(
                key(row),
                state.failures(),
                state.openedAt(),
                state.openUntil(),
                state.openings(),
                row.getBoolean("probing"),
                state.reason());
    }

    private static BreakerKey key(ResultSet row) throws SQLException {
        return new BreakerKey(Scope.named(row.getString("scope")).orElseThrow(), row.getString("scope_key"));
    }

    private static BreakerState state(ResultSet row) throws SQLException {
        Optional<Probe> probe = row.getObject("probe_task") == null
                ? Optional.empty()
                : Optional.of(new Probe(row.getLong("probe_task"), row.getLong("probe_epoch")));
        return new BreakerState(
                row.getInt("failures"),
                Arrays.stream((java.sql.Timestamp[]) row.getArray("failed_at").getArray())
                        .map(java.sql.Timestamp::toInstant)
                        .toList(),
                instant(row, "opened_at"),
                instant(row, "open_until"),
                row.getInt("openings"),
                probe,
                row.getString("reason"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
