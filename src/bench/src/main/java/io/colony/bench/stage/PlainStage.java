package io.colony.bench.stage;

import io.colony.bench.harness.Load;
import io.colony.bench.harness.Recorder;
import io.colony.bench.store.Databases;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The limit of a stage: what the engine reads, locks and writes, by hand-written prepared statements of plain JDBC, each
 * step in as few statements as its checks in between allow. Two transactions, as there is a run between them.
 */
final class PlainStage implements Load.Client {
    private static final String DAY = "to_char(now() at time zone 'UTC', 'YYYY-MM-DD')";
    private static final String MONTH = "to_char(now() at time zone 'UTC', 'YYYY-MM')";

    private static final BigDecimal RUN = new BigDecimal(2);

    /** Far from one another, so that the clients do not walk behind each other. */
    private static final long STRIDE = 37;

    private static final String LOCK_DUE = """
            select t.id, t.epoch, t.tenant_id, t.repository_id, i.*, r.slug, s.body_normalised
            from tasks t
            join issues i on i.id = t.issue_id
            join repositories r on r.id = i.repository_id
            join issue_snapshots s on s.issue_id = i.id
            where t.state = 'queued' and t.held_until is null and t.demand = 'stage' and t.repository_id = ?
              and t.run_after <= now() and t.executor = any(array['analyze'])
            order by t.turn_at, t.id
            limit 1
            for update of t skip locked
            for no key update of i skip locked
            """;
    private static final String LOCK_ACCOUNTS = """
            select scope from ledger_totals
            where (scope, scope_id, period) in (('issue', ?, ''), ('repository', ?, %s))
            order by scope, period for update
            """.formatted(DAY);
    private static final String CEILINGS = """
            select coalesce(max(usd) filter (where b.scope = 'issue'), 5) - max(i.spent + i.reserved),
              coalesce(max(usd) filter (where b.scope = 'repository'), 100000) - max(d.spent + d.reserved),
              (select coalesce(sum(usd), 0) from reservations
               where state = 'open' and repository_id = d.scope_id and created_at < date_trunc('day', now(), 'UTC'))
            from ledger_totals i
            cross join ledger_totals d
            left join budgets b on (b.scope, b.scope_id) in (('issue', i.scope_id), ('repository', d.scope_id))
              and (b.expires_at is null or b.expires_at > now())
            where (i.scope, i.scope_id, i.period) = ('issue', ?, '')
              and (d.scope, d.scope_id, d.period) = ('repository', ?, %s)
            group by d.scope_id
            """.formatted(DAY);
    private static final String START = """
            with task as (
              update tasks set state = 'claimed', epoch = epoch + 1, worker_id = 1, claimed_at = now(),
                lease_until = now() + interval '60 s', held_until = null, waits_for = null
              where id = ? and epoch = ? returning id, issue_id, tenant_id, repository_id, executor, attempt, epoch),
            run as (
              insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, started_at)
              select issue_id, id, executor, attempt, epoch, 1, now() from task returning id),
            reserved as (
              update ledger_totals t set reserved = t.reserved + 2 from task
              where (t.scope, t.scope_id, t.period)
                in (('issue', task.issue_id, ''), ('repository', task.repository_id, %s)))
            insert into reservations (run_id, tenant_id, repository_id, issue_id, usd, state, created_at)
            select run.id, tenant_id, repository_id, issue_id, 2, 'open', now() from run, task
            returning run_id
            """.formatted(DAY);
    private static final String LOCK_ISSUE =
            "select i.*, r.slug from issues i join repositories r on r.id = i.repository_id where i.id = ?"
                    + " for no key update of i";
    private static final String LOCK_SETTLEMENT = """
            select scope from ledger_totals
            where (scope, scope_id, period)
              in (('issue', ?, ''), ('repository', ?, %s), ('repository-month', ?, %s))
            order by scope, period for update
            """.formatted(DAY, MONTH);
    private static final String BOOK = """
            with booked as (
              insert into cost_events (idempotency_key, tenant_id, repository_id, issue_id, run_id, role, stage, attempt,
                back_end, model, turns, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, usd,
                estimated, worker_seconds, at)
              values ('run-' || ?::bigint, ?, ?, ?, ?, 'Surveyor', 'analyze', 1, 'bench', 'bench', 1, 1000, 100, 0, 0,
                0.001, false, 1, now())
              on conflict (idempotency_key) do nothing returning *),
            closed as (
              update reservations set state = 'settled', closed_at = now()
              where run_id = (select run_id from booked) and state = 'open'),
            accounts as (
              update ledger_totals t
              set spent = t.spent + 0.001, reserved = t.reserved - case t.scope when 'repository-month' then 0 else 2 end,
                events = t.events + 1
              from booked b
              where (t.scope, t.scope_id, t.period) in (('issue', b.issue_id, ''), ('repository', b.repository_id, %s),
                ('repository-month', b.repository_id, %s))),
            rollup as (
              insert into cost_rollups as u (tenant_id, day, repository_id, role, stage, back_end, model, events, runs,
                turns, input_tokens, output_tokens, usd, worker_seconds)
              select tenant_id, (at at time zone 'UTC')::date, repository_id, role, stage, back_end, model, 1, 1, turns,
                input_tokens, output_tokens, usd, worker_seconds from booked
              on conflict (tenant_id, day, repository_id, role, stage, back_end, model) do update
              set events = u.events + 1, runs = u.runs + 1, turns = u.turns + excluded.turns,
                input_tokens = u.input_tokens + excluded.input_tokens,
                output_tokens = u.output_tokens + excluded.output_tokens, usd = u.usd + excluded.usd,
                worker_seconds = u.worker_seconds + excluded.worker_seconds)
            update agent_runs set ended_at = now(), end_kind = 'completed', outcome = 'planned', model = 'bench',
              exit_code = 0, agent_ended_at = now(), reason = 'There is a plan.'
            where id = (select run_id from booked)
            """.formatted(DAY, MONTH);
    private static final String MOVE = """
            with done as (
              update tasks set state = 'done', epoch = epoch + 1, lease_until = null, closed_at = now(),
                closed_reason = 'completed'
              where id = ? and epoch = ? and state = 'claimed' returning id, issue_id),
            moved as (
              update issues i set state = 'ready-for-dev', resume_state = 'analyzing', version = i.version + 1,
                updated_at = now(), entered_at = now()
              from done where i.id = done.issue_id and i.version = ?
              returning i.id, i.tenant_id, i.repository_id, i.version, i.priority, done.id as task),
            noted as (
              insert into state_transitions (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name,
                reason, task_id, run_id, at)
              select id, version, 'analyzing', 'ready-for-dev', 'planned', 'worker', 'worker', 'There is a plan.', task,
                ?::bigint, now() from moved),
            told as (
              insert into outbox (issue_id, kind, marker, payload, next_at, created_at)
              select id, 'label', 'transition-' || id || '-' || version || '-label',
                '{"prefix": "colony:", "label": "colony:ready-for-dev"}', now(), now() from moved),
            audited as (
              insert into audit_log (tenant_id, at, actor, action, subject, detail)
              select tenant_id, now(), 'worker:worker', 'transition', 'acme/r#' || id,
                '{"from": "analyzing", "to": "ready-for-dev", "outcome": "planned", "version": 2}' from moved)
            insert into tasks (tenant_id, repository_id, issue_id, executor, state, priority, run_after, created_at)
            select tenant_id, repository_id, id, 'develop', 'queued', priority, now(), now() from moved
            """;

    private final Connection connection;
    private final PreparedStatement lockDue;
    private final PreparedStatement ceilings;
    private final PreparedStatement lockAccounts;
    private final PreparedStatement start;
    private final PreparedStatement lockIssue;
    private final PreparedStatement book;
    private final PreparedStatement lockSettlement;
    private final PreparedStatement move;

    /** What was claimed. */
    private record Claim(long task, long epoch, long tenant, long repository, long issue, long version, long run) {}

    private final long repositories;
    private long turn;

    /**
     * @param repositories whose lines it takes from in turn, as the engine's fair share does; it knows them beforehand
     * @param number of this client
     */
    PlainStage(Databases.Copy copy, long repositories, int number) throws SQLException {
        this.repositories = repositories;
        this.turn = number * STRIDE;
        connection = copy.connect();
        connection.setAutoCommit(false);
        lockDue = connection.prepareStatement(LOCK_DUE);
        ceilings = connection.prepareStatement(CEILINGS);
        lockAccounts = connection.prepareStatement(LOCK_ACCOUNTS);
        start = connection.prepareStatement(START);
        lockIssue = connection.prepareStatement(LOCK_ISSUE);
        book = connection.prepareStatement(BOOK);
        lockSettlement = connection.prepareStatement(LOCK_SETTLEMENT);
        move = connection.prepareStatement(MOVE);
    }

    @Override
    public boolean step(Recorder recorder) throws SQLException {
        long begin = System.nanoTime();
        Claim claim;
        bind(lockDue, 1 + turn++ % repositories);
        try (ResultSet due = lockDue.executeQuery()) {
            if (!due.next()) {
                connection.rollback();
                return false;
            }
            claim = claim(due);
        }
        connection.commit();
        complete(claim);
        connection.commit();
        recorder.record(System.nanoTime() - begin);
        return true;
    }

    private Claim claim(ResultSet due) throws SQLException {
        long task = due.getLong(1);
        long epoch = due.getLong(2);
        long tenant = due.getLong(3);
        long repository = due.getLong(4);
        long issue = due.getLong(5);
        bind(lockAccounts, issue, repository);
        lockAccounts.executeQuery().close();
        bind(ceilings, issue, repository);
        try (ResultSet room = ceilings.executeQuery()) {
            room.next();
            if (room.getBigDecimal(1).compareTo(RUN) < 0
                    || room.getBigDecimal(2).subtract(room.getBigDecimal(3)).compareTo(RUN) < 0) {
                throw new SQLException("issue " + issue + " would go over a ceiling");
            }
        }
        bind(start, task, epoch);
        try (ResultSet run = start.executeQuery()) {
            run.next();
            return new Claim(task, epoch + 1, tenant, repository, issue, due.getLong("version"), run.getLong(1));
        }
    }

    private void complete(Claim claim) throws SQLException {
        bind(lockIssue, claim.issue());
        try (ResultSet issue = lockIssue.executeQuery()) {
            issue.next();
        }
        // Before the accounts: a claim may hold this task's row while it waits for them.
        bind(move, claim.task(), claim.epoch(), claim.version(), claim.run());
        if (move.executeUpdate() != 1) {
            throw new SQLException("task " + claim.task() + " was taken away");
        }
        bind(lockSettlement, claim.issue(), claim.repository(), claim.repository());
        lockSettlement.executeQuery().close();
        bind(book, claim.run(), claim.tenant(), claim.repository(), claim.issue(), claim.run());
        book.executeUpdate();
    }

    private static void bind(PreparedStatement statement, long... values) throws SQLException {
        for (int index = 0; index < values.length; index++) {
            statement.setLong(index + 1, values[index]);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
