package io.colony.engine.recovery.sentinel;

import io.colony.engine.database.Database;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.intake.webhook.WebhookProcessor;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.ledger.Usd;
import io.colony.engine.recovery.survival.MergeWatch;
import io.colony.engine.recovery.survival.Survivals;
import io.colony.engine.recovery.survival.Survivals.Setback;
import io.colony.engine.workflow.IssueState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** {@link SentinelQueries} by SQL that indexes and roll-ups answer: no history is scanned. */
final class PostgresSentinelQueries implements SentinelQueries {
    private static final int DAYS = 14;
    private static final int FINISHED = 20;
    /** Of what was put aside: more of one cause help nobody. */
    private static final int NAMED = 20;

    private final Database database;
    private final IssueStore issues;
    private final Repositories repositories;
    private final Survivals survivals = Survivals.postgres();

    PostgresSentinelQueries(Database database, IssueStore issues, Repositories repositories) {
        this.database = database;
        this.issues = issues;
        this.repositories = repositories;
    }

    @Override
    public List<Waiting> olderThan(Map<IssueState, Duration> ages, Instant now) {
        List<Map.Entry<IssueState, Duration>> entries = List.copyOf(ages.entrySet());
        return read(handle -> handle.createQuery("""
                        select r.slug, i.number, i.state, i.entered_at, i.rework_rounds
                        from unnest(:states, cast(:before as timestamptz[])) as age (state, before)
                        join issues i on i.state = age.state and i.entered_at < age.before
                        join repositories r on r.id = i.repository_id
                        order by i.entered_at limit 200
                        """)
                .bindArray(
                        "states",
                        String.class,
                        entries.stream().map(entry -> entry.getKey().slug()).toList())
                .bindArray(
                        "before",
                        String.class,
                        entries.stream()
                                .map(entry -> now.minus(entry.getValue()).toString())
                                .toList())
                .map((row, context) -> waiting(row))
                .list());
    }

    @Override
    public List<Waiting> reworked(int rounds) {
        return read(handle -> handle.createQuery("""
                        select r.slug, i.number, i.state, i.entered_at, i.rework_rounds
                        from issues i join repositories r on r.id = i.repository_id
                        where i.rework_rounds >= :rounds
                          and i.state in ('changes-requested', 'ready-for-dev', 'in-development', 'in-review', 'merge-pending')
                        order by i.rework_rounds desc, i.id limit 200
                        """)
                .bind("rounds", rounds)
                .map((row, context) -> waiting(row))
                .list());
    }

    @Override
    public List<DeadLetters> deadLetters() {
        return read(handle -> handle.createQuery("""
                        select r.slug, count(*) filter (where d.task) as tasks, count(*) filter (where not d.task) as messages,
                          min(d.at) as oldest
                        from (select t.issue_id, true as task, t.closed_at as at from tasks t
                              where t.state = 'dead'
                                and not exists (select 1 from tasks n where n.issue_id = t.issue_id and n.id > t.id)
                              union all
                              select o.issue_id, false, o.failed_at from outbox o where o.failed_at is not null) d
                        join issues i on i.id = d.issue_id
                        join repositories r on r.id = i.repository_id
                        group by r.slug order by r.slug
                        """)
                .map((row, context) -> new DeadLetters(
                        row.getString("slug"), row.getLong("tasks"), row.getLong("messages"), instant(row, "oldest")))
                .list());
    }

    @Override
    public List<Unheard> unheard(Instant notPolledSince) {
        return read(handle -> handle.createQuery("""
                        with failed as (
                          select d.* from webhook_deliveries d where d.failed_at is not null
                            or d.attempts >= %d and d.event = 'poll' and d.processed_at is null and d.failed_at is null)
                        select d.repository, count(*) filter (where d.event <> 'poll') as webhooks,
                          coalesce(array_agg('#' || (d.payload #>> '{key,number}') order by d.id)
                            filter (where d.event = 'poll' and d.failed_at is not null), '{}') as items,
                          coalesce(array_agg('#' || (d.payload #>> '{key,number}') order by d.id)
                            filter (where d.failed_at is null), '{}') as unanswered,
                          (array_agg(d.error order by d.id desc))[1] as error
                        from failed d
                        group by d.repository
                        union all
                        select r.slug, 0, '{}'::text[], '{}'::text[], p.error
                        from host_polls p join repositories r on r.id = p.repository_id
                        where p.error is not null and coalesce(p.polled_at, '-infinity') < :since
                          and not exists (select 1 from failed d where d.repository = r.slug)
                        """.formatted(WebhookProcessor.TRIES))
                .bind("since", notPolledSince)
                .map((row, context) -> new Unheard(
                        row.getString("repository"),
                        row.getLong("webhooks"),
                        named(row, "items"),
                        named(row, "unanswered"),
                        row.getString("error")))
                .list());
    }

    private static List<String> named(ResultSet row, String column) throws SQLException {
        return Arrays.stream((String[]) row.getArray(column).getArray())
                .limit(NAMED)
                .toList();
    }

    @Override
    public List<Blocked> blockedByTransientFailure() {
        return database.inReadTransaction(transaction -> transaction
                .handle()
                .createQuery("""
                        select i.id, t.reason,
                          (select count(*) from state_transitions s
                           where s.issue_id = i.id and s.actor_kind = 'sentinel' and s.outcome = 'retry') as unblocks
                        from issues i
                        join state_transitions t on t.issue_id = i.id and t.version = i.version
                        join agent_runs a on a.id = t.run_id
                        where i.state = 'failure-blocked' and t.outcome = 'failure' and a.failure_class = 'transient'
                        order by i.entered_at limit 200
                        """)
                .map((row, context) -> new Blocked(
                        issues.get(transaction, row.getLong("id")), row.getInt("unblocks"), row.getString("reason")))
                .list());
    }

    @Override
    public List<Silent> expiredLeases(Instant before) {
        return read(handle -> handle.createQuery("""
                        select r.slug || '#' || i.number as name, t.lease_until as heard, t.executor as detail
                        from tasks t join issues i on i.id = t.issue_id join repositories r on r.id = i.repository_id
                        where t.state = 'claimed' and t.lease_until < :before
                        order by t.lease_until limit 200
                        """)
                .bind("before", before)
                .map((row, context) -> silent(row))
                .list());
    }

    @Override
    public List<Silent> silentWorkers(Instant from, Instant to) {
        return read(handle -> handle.createQuery("""
                        select name || ' (' || id || ')' as name, seen_at as heard, host || ', process ' || pid as detail
                        from workers
                        where stopped_at is null and seen_at >= :from and seen_at < :to
                        order by seen_at limit 200
                        """)
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> silent(row))
                .list());
    }

    @Override
    public List<Spend> repositorySpend(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return read(handle -> handle.createQuery("""
                        select r.slug as subject, l.spent, coalesce(past.usual, 0) as usual, past.sample
                        from ledger_totals l
                        join repositories r on r.id = l.scope_id
                        cross join lateral (
                          select percentile_disc(0.5) within group (order by p.spent) as usual, count(*) as sample
                          from ledger_totals p
                          where p.scope = 'repository' and p.scope_id = l.scope_id and p.spent > 0
                            and p.period = any(:days)) past
                        where l.scope = 'repository' and l.period = :today and l.spent > 0
                        order by r.slug
                        """)
                .bind("today", today.toString())
                .bindArray(
                        "days",
                        String.class,
                        today.minusDays(DAYS)
                                .datesUntil(today)
                                .map(LocalDate::toString)
                                .toList())
                .map((row, context) -> spend(row))
                .list());
    }

    @Override
    public List<Spend> issueSpend() {
        return read(handle -> handle.createQuery("""
                        with usual as (
                          select r.id, percentile_disc(0.5) within group (order by f.spent) as usual, count(*) as sample
                          from repositories r
                          cross join lateral (
                            select l.spent from issues i
                            join ledger_totals l on l.scope = 'issue' and l.scope_id = i.id and l.period = ''
                            where i.repository_id = r.id and i.state = 'done' and l.spent > 0
                            order by i.entered_at desc limit :finished) f
                          group by r.id)
                        select r.slug || '#' || i.number as subject, l.spent, u.usual, u.sample
                        from issues i
                        join repositories r on r.id = i.repository_id
                        join usual u on u.id = r.id
                        join ledger_totals l on l.scope = 'issue' and l.scope_id = i.id and l.period = ''
                        where i.state not in ('done', 'cancelled') and l.spent > u.usual
                        order by i.id
                        """)
                .bind("finished", FINISHED)
                .map((row, context) -> spend(row))
                .list());
    }

    @Override
    public List<Repository> repositories() {
        return database.inReadTransaction(repositories::all);
    }

    @Override
    public List<Followed> unfinished(long repositoryId) {
        return database.inReadTransaction(transaction -> transaction
                .handle()
                .createQuery("""
                        select i.id,
                          (select t.executor from tasks t where t.issue_id = i.id and t.state = 'claimed') as executor,
                          exists (select 1 from outbox o where o.issue_id = i.id and o.delivered_at is null
                                  and o.failed_at is null) as pending,
                          array(select f.new_sha from forge_intents f where f.issue_id = i.id and f.kind = 'push'
                                and f.state in ('open', 'done') and f.new_sha is not null) as pushed,
                          exists (select 1 from forge_intents f where f.issue_id = i.id and f.kind = 'merge'
                                  and f.state = 'open') as merging
                        from issues i
                        where i.repository_id = :repository and i.state not in ('done', 'cancelled')
                        order by i.number
                        """)
                .bind("repository", repositoryId)
                .map((row, context) -> new Followed(
                        issues.get(transaction, row.getLong("id")),
                        Optional.ofNullable(row.getString("executor")),
                        row.getBoolean("pending"),
                        List.of((String[]) row.getArray("pushed").getArray()),
                        row.getBoolean("merging")))
                .list());
    }

    @Override
    public boolean known(IssueKey key) {
        return database.<Boolean>inReadTransaction(
                transaction -> issues.find(transaction, key).isPresent());
    }

    @Override
    public Optional<Accepted> acceptedProtection(long repositoryId) {
        return read(handle -> PostgresAcceptedProtection.read(handle, repositoryId, ""));
    }

    @Override
    public List<MergeWatch> openWatches(Instant mergedSince) {
        return database.inReadTransaction(transaction -> survivals.open(transaction, mergedSince));
    }

    @Override
    public List<Setback> setbacks(Instant since) {
        return database.inReadTransaction(transaction -> survivals.setbacks(transaction, since));
    }

    private <T> T read(Function<Handle, T> query) {
        return database.inReadTransaction(transaction -> query.apply(transaction.handle()));
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                new IssueKey(row.getString("slug"), row.getLong("number")),
                new IssueState(row.getString("state")),
                instant(row, "entered_at"),
                row.getInt("rework_rounds"));
    }

    private static Silent silent(ResultSet row) throws SQLException {
        return new Silent(row.getString("name"), instant(row, "heard"), row.getString("detail"));
    }

    private static Spend spend(ResultSet row) throws SQLException {
        return new Spend(
                row.getString("subject"),
                new Usd(row.getBigDecimal("spent")),
                new Usd(row.getBigDecimal("usual")),
                row.getInt("sample"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
