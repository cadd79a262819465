package io.colony.engine.ledger;

import io.colony.engine.ColonyException;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.PostgresTotals.Change;
import io.colony.engine.ledger.PostgresTotals.Row;
import io.colony.engine.ledger.PostgresTotals.RowKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ledger on the tables {@code cost_events}, {@code reservations}, {@code ledger_totals} and {@code budgets}. */
final class PostgresLedger implements Ledger {
    private final Ceilings defaults;

    PostgresLedger(Ceilings defaults) {
        this.defaults = defaults;
    }

    @Override
    public Admission admit(Transaction transaction, Account account, Usd runCeiling, Instant now) {
        List<RowKey> keys = PostgresTotals.keys(account, now);
        List<Row> rows =
                keys.stream().map(key -> PostgresTotals.lock(transaction, key)).toList();
        // Read after the locks are held: what others commit until then is seen, and nothing can change afterwards.
        Ceilings ceilings = ceilings(transaction, account, now);
        if (runCeiling.compareTo(ceilings.run()) > 0) {
            return exceeded(Scope.RUN, runCeiling, ceilings.run(), new Row(Usd.ZERO, Usd.ZERO));
        }
        for (int i = 0; i < keys.size(); i++) {
            Scope scope = keys.get(i).scope();
            Optional<Usd> ceiling = ceiling(ceilings, scope);
            if (ceiling.isEmpty()) {
                continue;
            }
            Row row = withCarriedOver(transaction, keys.get(i), rows.get(i), now);
            if (row.spent().plus(row.reserved()).plus(runCeiling).compareTo(ceiling.get()) > 0) {
                return exceeded(scope, runCeiling, ceiling.get(), row);
            }
        }
        return new Admission.Granted(runCeiling);
    }

    private static Admission exceeded(Scope scope, Usd runCeiling, Usd ceiling, Row row) {
        boolean onlyReservations = row.spent().plus(runCeiling).compareTo(ceiling) <= 0;
        String reason = switch (scope) {
            case RUN -> "The run would reserve " + runCeiling + ", and the ceiling per run is " + ceiling + ".";
            case ISSUE, REPOSITORY, TENANT ->
                "The ceiling " + inWords(scope) + " is " + ceiling + ": " + row.spent() + " are spent, "
                        + row.reserved() + " are reserved by open runs, and this run would reserve "
                        + runCeiling + ".";
        };
        return new Admission.Exceeded(scope, ceiling, row.spent(), row.reserved(), onlyReservations, reason);
    }

    private static String inWords(Scope scope) {
        return switch (scope) {
            case RUN -> "per run";
            case ISSUE -> "of the issue";
            case REPOSITORY -> "of the repository for today (UTC)";
            case TENANT -> "of the tenant for this month (UTC)";
        };
    }

    /** Adds the reservations made before this period that are still open: they will be spent in it. */
    private static Row withCarriedOver(Transaction transaction, RowKey key, Row row, Instant now) {
        return switch (key.scope()) {
            case RUN, ISSUE -> row;
            case REPOSITORY -> plusReserved(row, openBefore(transaction, """
                                select coalesce(sum(usd), 0) from reservations
                                where state = 'open' and repository_id = :id and created_at < :start
                                """, key.scopeId(), Period.dayStart(now)));
            case TENANT -> plusReserved(row, openBefore(transaction, """
                                select coalesce(sum(usd), 0) from reservations
                                where state = 'open' and tenant_id = :id and created_at < :start
                                """, key.scopeId(), Period.monthStart(now)));
        };
    }

    private static Row plusReserved(Row row, Usd usd) {
        return new Row(row.spent(), row.reserved().plus(usd));
    }

    private static Usd openBefore(Transaction transaction, String sql, long id, Instant start) {
        return transaction
                .handle()
                .createQuery(sql)
                .bind("id", id)
                .bind("start", utc(start))
                .mapTo(BigDecimal.class)
                .map(Usd::new)
                .one();
    }

    @Override
    public void reserve(Transaction transaction, Account account, long runId, Usd usd, Instant now) {
        PostgresTotals.lock(transaction, account, now, now);
        int inserted = transaction
                .handle()
                .createUpdate("""
                        insert into reservations (run_id, tenant_id, repository_id, issue_id, usd, state, created_at)
                        values (:run, :tenant, :repository, :issue, :usd, 'open', :now)
                        on conflict (run_id) do nothing
                        """)
                .bind("run", runId)
                .bind("tenant", account.tenantId())
                .bind("repository", account.repositoryId())
                .bind("issue", account.issueId())
                .bind("usd", usd.amount())
                .bind("now", utc(now))
                .execute();
        if (inserted == 0) {
            throw new ColonyException("Run " + runId + " of issue " + account.issueId()
                    + " has reserved before; a run reserves once. Nothing was reserved now.");
        }
        PostgresTotals.add(transaction, account, now, Change.reserved(usd));
    }

    @Override
    public void settle(Transaction transaction, Account account, CostEvent event) {
        Instant reservedAt =
                reservation(transaction, event.runId()).map(Reservation::at).orElse(event.at());
        PostgresTotals.lock(transaction, account, reservedAt, event.at());
        if (!PostgresCostEvents.insert(transaction, account, event)) {
            return;
        }
        PostgresTotals.add(transaction, account, event.at(), Change.spent(event.usd()));
        close(transaction, event.runId(), "settled", event.at())
                .ifPresent(usd -> PostgresTotals.add(transaction, account, reservedAt, Change.unreserved(usd)));
    }

    @Override
    public void release(Transaction transaction, Account account, long runId, Instant now) {
        Optional<Reservation> reservation = reservation(transaction, runId);
        if (reservation.isEmpty()) {
            return;
        }
        Instant reservedAt = reservation.get().at();
        PostgresTotals.lock(transaction, account, reservedAt, reservedAt);
        close(transaction, runId, "released", now)
                .ifPresent(usd -> PostgresTotals.add(transaction, account, reservedAt, Change.unreserved(usd)));
    }

    /** Closes the reservation where it is open, and says what it was. Asked only with the roll-up rows locked. */
    private static Optional<Usd> close(Transaction transaction, long runId, String state, Instant now) {
        return transaction
                .handle()
                .createQuery("""
                        update reservations set state = :state, closed_at = :now
                        where run_id = :run and state = 'open'
                        returning usd
                        """)
                .bind("state", state)
                .bind("now", utc(now))
                .bind("run", runId)
                .mapTo(BigDecimal.class)
                .map(Usd::new)
                .findOne();
    }

    @Override
    public Optional<Usd> openReservation(Transaction transaction, long runId) {
        return reservation(transaction, runId).filter(Reservation::open).map(Reservation::usd);
    }

    private static Optional<Reservation> reservation(Transaction transaction, long runId) {
        return transaction
                .handle()
                .createQuery("select usd, created_at, state = 'open' from reservations where run_id = :run")
                .bind("run", runId)
                .map((row, context) -> new Reservation(
                        new Usd(row.getBigDecimal(1)),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getBoolean(3)))
                .findOne();
    }

    @Override
    public Ceilings ceilings(Transaction transaction, Account account, Instant now) {
        return new Ceilings(
                override(transaction, Scope.RUN, account.issueId(), now).orElse(defaults.run()),
                override(transaction, Scope.ISSUE, account.issueId(), now).orElse(defaults.issue()),
                override(transaction, Scope.REPOSITORY, account.repositoryId(), now)
                        .orElse(defaults.repositoryDay()),
                override(transaction, Scope.TENANT, account.tenantId(), now).or(defaults::tenantMonth));
    }

    @Override
    public Raise raise(
            Transaction transaction, Scope scope, long scopeId, Usd usd, String by, String reason, Instant now) {
        Optional<Usd> byDefault = ceiling(defaults, scope);
        Optional<Usd> inForce = override(transaction, scope, scopeId, now);
        Raise answer = LedgerRules.raise(scope, byDefault, inForce, usd, now);
        if (answer instanceof Raise.Granted granted) {
            transaction
                    .handle()
                    .createUpdate("""
                            insert into budgets (scope, scope_id, usd, set_by, reason, created_at, expires_at)
                            values (:scope, :id, :usd, :by, :reason, :now, :expires)
                            """)
                    .bind("scope", scope.name().toLowerCase(Locale.ROOT))
                    .bind("id", scopeId)
                    .bind("usd", granted.ceiling().amount())
                    .bind("by", by)
                    .bind("reason", reason)
                    .bind("now", utc(now))
                    .bind("expires", utc(granted.expiresAt()))
                    .execute();
        }
        return answer;
    }

    private static Optional<Usd> override(Transaction transaction, Scope scope, long scopeId, Instant now) {
        return transaction
                .handle()
                .createQuery("""
                        select usd from budgets
                        where scope = :scope and scope_id = :id and (expires_at is null or expires_at > :now)
                        order by id desc limit 1
                        """)
                .bind("scope", scope.name().toLowerCase(Locale.ROOT))
                .bind("id", scopeId)
                .bind("now", utc(now))
                .mapTo(BigDecimal.class)
                .map(Usd::new)
                .findOne();
    }

    private static Optional<Usd> ceiling(Ceilings ceilings, Scope scope) {
        return switch (scope) {
            case RUN -> Optional.of(ceilings.run());
            case ISSUE -> Optional.of(ceilings.issue());
            case REPOSITORY -> Optional.of(ceilings.repositoryDay());
            case TENANT -> ceilings.tenantMonth();
        };
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** A row of {@code reservations}. */
    private record Reservation(Usd usd, Instant at, boolean open) {}
}
