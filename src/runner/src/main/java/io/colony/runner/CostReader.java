package io.colony.runner;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Budget;
import io.colony.engine.ledger.BudgetWarning;
import io.colony.engine.ledger.Budgets;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.CostBreakdown;
import io.colony.engine.ledger.CostBreakdown.Dimension;
import io.colony.engine.ledger.CostBreakdown.Span;
import io.colony.engine.ledger.CostBreakdown.Spending;
import io.colony.engine.ledger.CostCsv;
import io.colony.engine.ledger.CostFigures;
import io.colony.engine.ledger.CostForecast;
import io.colony.engine.ledger.CostReport;
import io.colony.engine.ledger.Ledger;
import io.colony.engine.ledger.Ledger.Scope;
import io.colony.engine.ledger.LedgerVerification;
import io.colony.engine.ledger.Usd;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** What the commands about money read, for the program's own tenant. */
public final class CostReader {
    private static final int FORECAST_DAYS = 62;

    /** Days that "the last 30 days" are, today among them. */
    private static final int LATELY = 30;

    private final StoreAccess store;
    private final Budgets budgets;

    public CostReader(StoreAccess store) {
        this.store = store;
        Ceilings ceilings = store.settings().money().ceilings();
        this.budgets = Budgets.postgres(Ledger.postgres(ceilings), ceilings, AuditLog.postgres(store.database()));
    }

    /** The cost of some days. */
    public record Breakdown(
            Dimension dimension,
            LocalDate from,
            LocalDate to,
            Optional<String> repository,
            List<CostBreakdown.Slice> slices,
            CostFigures total,
            CostBreakdown.Merged merged) {}

    /** The cost of an issue. */
    public record IssueCost(
            String key,
            CostReport.Total total,
            List<CostReport.StageCost> stages,
            CostBreakdown.Family family,
            Usd ceiling) {}

    /**
     * What is to be expected, and the ceilings that it is held against.
     *
     * @param lately what the last 30 UTC days cost, today included
     */
    public record Outlook(
            CostForecast forecast, Usd lately, LocalDate today, Optional<String> repository, Ceilings ceilings) {}

    /** The first day of the present UTC month. */
    public LocalDate monthStart() {
        return today().withDayOfMonth(1);
    }

    /** The present UTC day. */
    public LocalDate today() {
        return LocalDate.ofInstant(store.clock().instant(), ZoneOffset.UTC);
    }

    /** @param to the last day */
    public Breakdown breakdown(Dimension dimension, Optional<String> repository, LocalDate from, LocalDate to) {
        return read(transaction -> {
            Span span = span(transaction, repository, from, to.plusDays(1));
            CostBreakdown costs = CostBreakdown.postgres();
            return new Breakdown(
                    dimension,
                    from,
                    to,
                    repository,
                    costs.by(transaction, dimension, span),
                    costs.total(transaction, span),
                    costs.merged(transaction, span));
        });
    }

    public Optional<IssueCost> issue(String key) {
        return read(transaction -> {
            OptionalLong id = budgets.find(transaction, Scope.ISSUE, key);
            if (id.isEmpty()) {
                return Optional.empty();
            }
            CostReport report = CostReport.postgres();
            return Optional.of(new IssueCost(
                    key,
                    report.issue(transaction, id.getAsLong()),
                    report.stages(transaction, id.getAsLong()),
                    CostBreakdown.postgres().family(transaction, id.getAsLong()),
                    budgets.show(transaction, Scope.ISSUE, id.getAsLong(), now()).stream()
                            .filter(budget -> budget.scope() == Scope.ISSUE)
                            .flatMap(budget -> budget.inForce().stream())
                            .findFirst()
                            .orElse(store.settings().money().ceilings().issue())));
        });
    }

    public Outlook outlook(Optional<String> repository) {
        LocalDate today = today();
        Span span =
                read(transaction -> span(transaction, repository, today.minusDays(FORECAST_DAYS), today.plusDays(1)));
        Spending spending = store.database()
                .inSingleRead(transaction -> CostBreakdown.postgres().spending(transaction, span));
        return new Outlook(
                CostForecast.of(spending.days(), today),
                spending.total(span.last(LATELY)),
                today,
                repository,
                store.settings().money().ceilings());
    }

    /**
     * Writes events as CSV.
     *
     * @param to the last day
     */
    public CostCsv.Exported export(
            Optional<String> repository, Optional<LocalDate> from, Optional<LocalDate> to, OutputStream out) {
        return read(transaction -> CostCsv.postgres()
                .write(
                        transaction,
                        new CostCsv.Range(
                                Optional.of(tenant(transaction)),
                                repository.map(slug -> repository(transaction, slug)),
                                from.map(CostReader::start),
                                to.map(day -> start(day.plusDays(1)))),
                        out));
    }

    public LedgerVerification.Result verify() {
        return LedgerVerification.postgres(store.database()).verify();
    }

    /** The budgets of an issue, a repository or the tenant, the narrowest first; empty where there is none such. */
    public List<Budget> budgets(Scope scope, String subject) {
        return read(transaction -> {
            OptionalLong id = budgets.find(transaction, scope, subject);
            return id.isPresent() ? budgets.show(transaction, scope, id.getAsLong(), now()) : List.of();
        });
    }

    public List<Budgets.Waiting> waiting() {
        return read(transaction -> budgets.waiting(transaction, tenant(transaction)));
    }

    public List<BudgetWarning> warnings(Instant since) {
        return read(transaction -> budgets.warnings(transaction, tenant(transaction), since));
    }

    public Instant now() {
        return store.clock().instant();
    }

    private Span span(Transaction transaction, Optional<String> repository, LocalDate from, LocalDate to) {
        return new Span(
                Optional.of(tenant(transaction)), repository.map(slug -> repository(transaction, slug)), from, to);
    }

    /** 0, which is nobody's, before the first repository made the tenant. */
    private long tenant(Transaction transaction) {
        return budgets.find(transaction, Scope.TENANT, store.tenant()).orElse(0);
    }

    private long repository(Transaction transaction, String slug) {
        return budgets.find(transaction, Scope.REPOSITORY, slug)
                .orElseThrow(() -> new RunnerException(
                        ExitCode.NOT_WELL,
                        "There is no repository '" + slug + "'. 'colony cost --by repository' names those that cost"
                                + " something."));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private <T> T read(Function<Transaction, T> query) {
        return store.database().inReadTransaction(query);
    }
}
