package io.colony.engine.ledger;

import io.colony.engine.database.Answer;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.PostgresCostEvents.Booked;
import io.colony.engine.ledger.PostgresCostEvents.Stored;
import io.colony.engine.ledger.PostgresCostEvents.Terms;
import io.colony.engine.ledger.PostgresWarnings.Figures;
import io.colony.engine.ledger.Standing.Sum;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The ledger on the tables {@code cost_events}, {@code reservations}, {@code ledger_totals} and {@code budgets}. */
final class PostgresLedger implements Ledger {
    private static final List<Scope> LIMITED = List.of(Scope.ISSUE, Scope.REPOSITORY, Scope.TENANT);

    private final Ceilings defaults;
    private final BudgetListener listener;
    private final PostgresStandings standings;
    private final PostgresWarnings warnings;

    PostgresLedger(Ceilings defaults, BudgetListener listener) {
        this.defaults = defaults;
        this.listener = listener;
        this.standings = new PostgresStandings(defaults);
        this.warnings = new PostgresWarnings(listener);
    }

    @Override
    public Admission admit(Transaction transaction, Account account, Instant now) {
        Standing standing = locked(transaction, account, now);
        return admit(transaction, account, standing, standing.ceilings().run(), now);
    }

    @Override
    public Admission admit(Transaction transaction, Account account, Usd runCeiling, Instant now) {
        return admit(transaction, account, locked(transaction, account, now), runCeiling, now);
    }

    /** Read after the locks are held: what others commit until then is seen, and nothing can change afterwards. */
    private Standing locked(Transaction transaction, Account account, Instant now) {
        List<PostgresTotals.RowKey> keys = PostgresTotals.ofClaim(account, now);
        if (standings.limitsTenants()) {
            // One after another: the tenant's lock is the last one also where a row had to be made first.
            PostgresTotals.lock(transaction, keys);
            PostgresTotals.lockTenant(transaction, account);
            return standings.read(transaction, account, now);
        }
        Answer<String> locked = PostgresTotals.askLock(transaction, keys);
        Answer<Standing> standing = standings.ask(transaction, account, now);
        return PostgresTotals.lockMissing(transaction, keys, locked)
                ? standings.read(transaction, account, now)
                : standing.rows().getFirst();
    }

    private Admission admit(Transaction transaction, Account account, Standing standing, Usd runCeiling, Instant now) {
        if (runCeiling.compareTo(standing.ceilings().run()) > 0) {
            return exceeded(Scope.RUN, runCeiling, standing);
        }
        for (Scope scope : LIMITED) {
            Optional<Usd> room = standing.room(scope).filter(some -> account.limitedBy(scope));
            if (room.isPresent() && runCeiling.compareTo(room.get()) > 0) {
                Admission.Exceeded exceeded = exceeded(scope, runCeiling, standing);
                warnOf(transaction, account, exceeded, runCeiling, now);
                return exceeded;
            }
        }
        if (standing.waiting()) {
            account.issue().ifPresent(issue -> PostgresBudgetWaits.end(transaction, issue));
        }
        warnings.admitted(transaction, account, standing, runCeiling, now);
        return new Admission.Granted(runCeiling);
    }

    private void warnOf(
            Transaction transaction, Account account, Admission.Exceeded exceeded, Usd runCeiling, Instant now) {
        if (!exceeded.onlyReservations()) {
            Usd reserved = exceeded.reserved().plus(runCeiling);
            Figures figures = new Figures(exceeded.ceiling(), exceeded.spent(), reserved);
            warnings.refused(transaction, account, exceeded.scope(), figures, now);
        }
    }

    private void lockTenantIfLimited(Transaction transaction, Account account) {
        if (standings.limitsTenants()) {
            PostgresTotals.lockTenant(transaction, account);
        }
    }

    private static Admission.Exceeded exceeded(Scope scope, Usd runCeiling, Standing standing) {
        Sum sum = standing.sum(scope);
        Usd ceiling = standing.ceilings().of(scope).orElseThrow();
        boolean onlyReservations = sum.spent().plus(runCeiling).compareTo(ceiling) <= 0;
        String reason = switch (scope) {
            case RUN -> "The run would reserve " + runCeiling + ", and the ceiling per run is " + ceiling + ".";
            case ISSUE, REPOSITORY, TENANT ->
                "The ceiling " + inWords(scope) + " is " + ceiling + ": " + sum.spent() + " are spent, "
                        + sum.reserved() + " are reserved by open runs, and this run would reserve "
                        + runCeiling + ".";
        };
        return new Admission.Exceeded(scope, ceiling, sum.spent(), sum.reserved(), onlyReservations, reason);
    }

    private static String inWords(Scope scope) {
        return switch (scope) {
            case RUN -> "per run";
            case ISSUE -> "of the issue";
            case REPOSITORY -> "of the repository for today (UTC)";
            case TENANT -> "of the tenant for this month (UTC)";
        };
    }

    @Override
    public void reserve(Transaction transaction, Account account, long runId, Usd usd, Instant now) {
        // Rows that do not exist yet are made, and both are locked in their order, as the values stand.
        transaction.later(
                """
                with given as (
                  select ?::bigint as run, ?::bigint as tenant, ?::bigint as repository, ?::bigint as issue,
                    ?::numeric as usd, ?::timestamptz as now, ?::text as day
                ), reserved as (
                  insert into reservations (run_id, tenant_id, repository_id, issue_id, usd, state, created_at)
                  select run, tenant, repository, issue, usd, 'open', now from given
                )
                insert into ledger_totals as t (scope, scope_id, period, reserved)
                select v.scope, v.scope_id, v.period, g.usd from given g cross join lateral
                  (values ('issue', g.issue, ''), ('repository', g.repository, g.day)) v (scope, scope_id, period)
                where v.scope_id is not null
                order by v.scope collate "C"
                on conflict (scope, scope_id, period) do update set reserved = t.reserved + excluded.reserved
                """,
                runId,
                account.tenantId(),
                account.repositoryId(),
                account.issue(),
                usd.amount(),
                now,
                Period.day(now));
    }

    @Override
    public void settle(Transaction transaction, Account account, CostEvent event) {
        if (!PostgresTotals.lockedForSettlement(transaction, account, event)) {
            Instant reservedAt =
                    reservation(transaction, event.runId()).map(Reservation::at).orElse(event.at());
            PostgresTotals.lock(transaction, PostgresTotals.ofSettlement(account, reservedAt, event.at()));
        }
        lockTenantIfLimited(transaction, account);
        Booked booked = PostgresCostEvents.book(transaction, account, event, new Terms(Optional.empty(), event.at()));
        if (!booked.isNew()) {
            PostgresCostEvents.find(transaction, event.key())
                    .filter(known ->
                            known.event().estimated() && !known.corrected() && event.differsFrom(known.event()))
                    .ifPresent(known -> correct(transaction, account, known, event));
        } else if (booked.waits()) {
            letTry(transaction, account, event.at());
        }
    }

    /** The issue's row, locked first, lets nobody meet us at the rows of the estimate's day and month. */
    private void correct(Transaction transaction, Account account, Stored estimate, CostEvent known) {
        Instant at = estimate.event().at();
        PostgresTotals.lock(transaction, PostgresTotals.ofSettlement(account, at, at));
        Terms terms = new Terms(Optional.of(estimate.id()), known.at());
        PostgresCostEvents.book(transaction, account, estimate.event().reversal(), terms);
        Booked booked = PostgresCostEvents.book(transaction, account, known.asCorrectionOf(estimate.event()), terms);
        if (booked.waits()) {
            letTry(transaction, account, known.at());
        }
    }

    @Override
    public void release(Transaction transaction, Account account, long runId, Instant now) {
        Optional<Reservation> reservation = reservation(transaction, runId).filter(Reservation::open);
        if (reservation.isEmpty()) {
            return;
        }
        Instant reservedAt = reservation.get().at();
        PostgresTotals.lock(transaction, PostgresTotals.ofClaim(account, reservedAt));
        lockTenantIfLimited(transaction, account);
        boolean released = transaction
                        .handle()
                        .createUpdate("""
                        with closed as (
                          update reservations set state = 'released', closed_at = :now
                          where run_id = :run and state = 'open'
                          returning usd
                        )
                        update ledger_totals t set reserved = t.reserved - c.usd from closed c
                        where (t.scope, t.scope_id, t.period) in
                          (('issue', :issue, ''), ('repository', :repository, :day))
                        """)
                        .bind("now", utc(now))
                        .bind("run", runId)
                        .bind("issue", account.issue())
                        .bind("repository", account.repositoryId())
                        .bind("day", Period.day(reservedAt))
                        .execute()
                > 0;
        if (released) {
            letTry(transaction, account, now);
        }
    }

    private void letTry(Transaction transaction, Account account, Instant now) {
        List<Long> issues =
                PostgresBudgetWaits.takeThoseWithRoom(transaction, account, standings.read(transaction, account, now));
        if (!issues.isEmpty()) {
            listener.onRoom(transaction, issues);
        }
    }

    @Override
    public void noteWait(Transaction transaction, Account account, Wait wait, Instant now) {
        PostgresBudgetWaits.note(transaction, account, wait, now);
    }

    @Override
    public Usd spent(Transaction transaction, Account account) {
        return account.issue().isEmpty()
                ? Usd.ZERO
                : PostgresTotals.spent(transaction, PostgresTotals.RowKey.issue(account));
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
        return standings.read(transaction, account, now, false).ceilings();
    }

    @Override
    public Raise raise(
            Transaction transaction, Scope scope, long scopeId, Usd usd, String by, String reason, Instant now) {
        Optional<Account> account = PostgresSubjects.account(transaction, scope, scopeId);
        if (account.isEmpty()) {
            return new Raise.Refused("There is no " + scope.slug() + " with the id " + scopeId + ".");
        }
        lockForRaise(transaction, scope, account.get(), now);
        Ceilings inForce =
                standings.read(transaction, account.get(), now, false).ceilings();
        Raise answer = LedgerRules.raise(scope, defaults.of(scope), inForce.of(scope), usd, now);
        if (answer instanceof Raise.Granted granted) {
            PostgresRaises.add(transaction, scope, scopeId, granted, new PostgresRaises.Grounds(by, reason, now));
            letTry(transaction, account.get(), now);
        }
        return answer;
    }

    /** A claim that is being refused at this moment is noted as waiting before this goes on, or sees the raise. */
    private static void lockForRaise(Transaction transaction, Scope scope, Account account, Instant now) {
        switch (scope) {
            case RUN, ISSUE -> PostgresTotals.lock(transaction, List.of(PostgresTotals.RowKey.issue(account)));
            case REPOSITORY -> PostgresTotals.lock(transaction, List.of(PostgresTotals.RowKey.day(account, now)));
            case TENANT -> PostgresTotals.lockTenant(transaction, account);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** A row of {@code reservations}. */
    private record Reservation(Usd usd, Instant at, boolean open) {}
}
