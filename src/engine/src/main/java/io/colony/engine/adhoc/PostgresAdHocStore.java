package io.colony.engine.adhoc;

import io.colony.engine.command.CommandName;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Usd;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** {@link AdHocStore} in the tables {@code ad_hoc_runs} and {@code agent_runs}. */
final class PostgresAdHocStore implements AdHocStore {
    private static final String RUN = """
            select h.run_id, h.tenant_id, h.repository_id, a.stage, coalesce(a.back_end, '') as agent, a.started_at, v.usd,
              h.answer::text as answer
            from ad_hoc_runs h
            join agent_runs a on a.id = h.run_id
            left join reservations v on v.run_id = h.run_id
            """;

    @Override
    public Optional<Stored> find(Transaction transaction, CommandName name) {
        return transaction
                .handle()
                .createQuery(RUN + "where h.source = :source and h.source_id = :id")
                .bind("source", name.source())
                .bind("id", name.id())
                .map((row, context) -> stored(row))
                .findOne();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        AdHocRun run = run(row);
        return new Stored(
                run,
                Optional.ofNullable(row.getString("answer")).map(text -> AdHocAnswer.read(run.id(), Json.parse(text))));
    }

    private static AdHocRun run(ResultSet row) throws SQLException {
        BigDecimal reserved = row.getBigDecimal("usd");
        return new AdHocRun(
                row.getLong("run_id"),
                Account.ofRepository(row.getLong("tenant_id"), row.getLong("repository_id")),
                row.getString("stage"),
                row.getString("agent"),
                reserved == null ? Usd.ZERO : new Usd(reserved),
                row.getObject("started_at", OffsetDateTime.class).toInstant());
    }

    @Override
    public long open(Transaction transaction, Opening opening, Instant leaseUntil) {
        long run = transaction
                .handle()
                .createQuery("""
                        insert into agent_runs (stage, attempt, epoch, worker_id, back_end, started_at)
                        values (:stage, 1, 1, :worker, :agent, :now) returning id
                        """)
                .bind("stage", opening.request().stage())
                .bind("worker", opening.workerId())
                .bind("agent", opening.agent())
                .bind("now", opening.now().atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .one();
        transaction
                .handle()
                .createUpdate("""
                        insert into ad_hoc_runs (run_id, tenant_id, repository_id, source, source_id, asked_by, place,
                          lease_until)
                        values (:run, :tenant, :repository, :source, :id, :by, :place, :until)
                        """)
                .bind("run", run)
                .bind("tenant", opening.tenantId())
                .bind("repository", opening.repositoryId())
                .bind("source", opening.request().name().source())
                .bind("id", opening.request().name().id())
                .bind("by", opening.request().by())
                .bind("place", opening.request().place())
                .bind("until", leaseUntil.atOffset(ZoneOffset.UTC))
                .execute();
        return run;
    }

    @Override
    public boolean extend(Transaction transaction, long runId, Instant until) {
        return transaction
                        .handle()
                        .createUpdate(
                                "update ad_hoc_runs set lease_until = :until where run_id = :run and answer is null")
                        .bind("until", until.atOffset(ZoneOffset.UTC))
                        .bind("run", runId)
                        .execute()
                == 1;
    }

    @Override
    public void answer(Transaction transaction, AdHocAnswer answer) {
        transaction
                .handle()
                .createUpdate("""
                        update ad_hoc_runs set answer = cast(:answer as jsonb)
                        where run_id = :run and (answer is null or answer ->> 'outcome' = 'lost')
                        """)
                .bind("answer", Json.text(answer.json()))
                .bind("run", answer.runId())
                .execute();
    }

    @Override
    public List<AdHocRun> expired(Transaction transaction, Instant now, int most) {
        return transaction
                .handle()
                .createQuery(RUN + """
                        where h.answer is null and h.lease_until < :now
                        order by h.lease_until limit :most for update of h skip locked
                        """)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("most", most)
                .map((row, context) -> run(row))
                .list();
    }
}
