package io.colony.engine.recovery.survival;

import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** {@link Survivals} in the table {@code survivals}, beside the merges that the issue's feature writes. */
final class PostgresSurvivals implements Survivals {
    @Override
    public List<MergeWatch> open(Transaction transaction, Instant mergedSince) {
        return transaction
                .handle()
                .createQuery("""
                        select m.*, r.slug, r.forge, i.number
                        from merges m
                        join issues i on i.id = m.issue_id
                        join repositories r on r.id = m.repository_id
                        where m.merged_at >= :since
                          and not exists (select 1 from survivals s where s.merge_id = m.id)
                        order by m.merged_at, m.id limit 5000
                        """)
                .bind("since", mergedSince.atOffset(ZoneOffset.UTC))
                .map((row, context) -> watch(row))
                .list();
    }

    private static MergeWatch watch(ResultSet row) throws SQLException {
        return new MergeWatch(
                row.getLong("id"),
                row.getLong("tenant_id"),
                key(row),
                row.getString("forge"),
                row.getString("base_branch"),
                row.getString("merge_sha"),
                Optional.ofNullable(row.getString("base_sha")),
                Optional.ofNullable(row.getString("head_sha")),
                Optional.ofNullable(row.getObject("pull_request", Long.class)),
                Optional.ofNullable(row.getObject("run_id", Long.class)),
                instant(row, "merged_at"));
    }

    @Override
    public boolean book(Transaction transaction, Booking booking, Instant now) {
        return transaction
                        .handle()
                        .createUpdate("""
                                insert into survivals (merge_id, outcome, shown_by, reason, decided_at)
                                values (:merge, :outcome, :shownBy, :reason, :now)
                                on conflict (merge_id) do nothing
                                """)
                        .bind("merge", booking.watch().id())
                        .bind("outcome", booking.outcome().slug())
                        .bind("shownBy", booking.shownBy())
                        .bind("reason", Json.storable(booking.reason()))
                        .bind("now", now.atOffset(ZoneOffset.UTC))
                        .execute()
                == 1;
    }

    @Override
    public List<Setback> setbacks(Transaction transaction, Instant decidedSince) {
        return transaction
                .handle()
                .createQuery("""
                        select r.slug, i.number, s.outcome, s.reason, s.decided_at
                        from survivals s
                        join merges m on m.id = s.merge_id
                        join issues i on i.id = m.issue_id
                        join repositories r on r.id = m.repository_id
                        where s.outcome in ('reverted', 'broke-the-base') and s.decided_at >= :since
                        order by s.decided_at, s.merge_id limit 200
                        """)
                .bind("since", decidedSince.atOffset(ZoneOffset.UTC))
                .map((row, context) -> new Setback(
                        key(row),
                        SurvivalOutcome.of(row.getString("outcome")),
                        row.getString("reason"),
                        instant(row, "decided_at")))
                .list();
    }

    @Override
    public List<Tally> tally(Transaction transaction, Instant mergedSince) {
        return transaction
                .handle()
                .createQuery("""
                        select coalesce(a.back_end, case when m.run_id is null then 'person' else 'none' end) as back_end,
                          a.model, count(*) as merged,
                          count(*) filter (where s.outcome is null) as open,
                          count(*) filter (where s.outcome = 'survived') as survived,
                          count(*) filter (where s.outcome = 'reverted') as reverted,
                          count(*) filter (where s.outcome = 'broke-the-base') as broke,
                          count(*) filter (where s.outcome = 'unknown') as unknown
                        from merges m
                        left join survivals s on s.merge_id = m.id
                        left join agent_runs a on a.id = m.run_id
                        where m.merged_at >= :since
                        group by 1, 2 order by merged desc, 1, 2
                        """)
                .bind("since", mergedSince.atOffset(ZoneOffset.UTC))
                .map((row, context) -> new Tally(
                        row.getString("back_end"),
                        Optional.ofNullable(row.getString("model")),
                        row.getLong("merged"),
                        row.getLong("open"),
                        row.getLong("survived"),
                        row.getLong("reverted"),
                        row.getLong("broke"),
                        row.getLong("unknown")))
                .list();
    }

    private static IssueKey key(ResultSet row) throws SQLException {
        return new IssueKey(row.getString("slug"), row.getLong("number"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
