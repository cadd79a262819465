package io.colony.engine.status;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.CostBreakdown;
import io.colony.engine.ledger.CostBreakdown.Dimension;
import io.colony.engine.ledger.CostBreakdown.Merged;
import io.colony.engine.ledger.CostBreakdown.Span;
import io.colony.engine.ledger.CostFigures;
import io.colony.engine.ledger.CostForecast;
import io.colony.engine.ledger.CostReport;
import io.colony.engine.ledger.CostReport.StageCost;
import io.colony.engine.ledger.Tokens;
import io.colony.engine.ledger.Usd;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** {@link CostPages} on the ledger's own questions. */
final class PostgresCostPages implements CostPages {
    /** As far back as an outlook looks. */
    private static final int OUTLOOK_DAYS = 62;

    private static final String CEILINGS = """
            select r.slug, coalesce(t.spent, 0) as spent, coalesce(t.reserved, 0) as reserved, b.usd, b.expires_at
            from repositories r
            left join lateral (
              select usd, expires_at from budgets
              where scope = 'repository' and scope_id = r.id and (expires_at is null or expires_at > ?)
              order by id desc limit 1) b on true
            left join ledger_totals t on t.scope = 'repository' and t.scope_id = r.id and t.period = ?
            where ?::text is null or r.slug = ?
            order by coalesce(t.spent, 0) desc, r.slug limit ?
            """;

    private static final String ISSUE = """
            select i.id from issues i join repositories r on r.id = i.repository_id where r.slug = ? and i.number = ?
            """;

    /** The id of no repository. */
    private static final long NOBODY = 0;

    private final PostgresReads reads;
    private final InstantSource clock;
    private final CostBreakdown costs = CostBreakdown.postgres();

    PostgresCostPages(Database database, InstantSource clock) {
        this.reads = new PostgresReads(database);
        this.clock = clock;
    }

    @Override
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    @Override
    public List<DayCeiling> ceilings(Optional<String> repository) {
        Instant now = clock.instant();
        return reads.single((Transaction transaction) -> transaction.query(
                PostgresCostPages::ceiling, CEILINGS, now, today().toString(), repository, repository, MOST_CEILINGS));
    }

    private static DayCeiling ceiling(ResultSet row) throws SQLException {
        return new DayCeiling(
                row.getString("slug"),
                PostgresRows.usd(row, "spent"),
                PostgresRows.usd(row, "reserved"),
                Optional.ofNullable(row.getBigDecimal("usd")).map(Usd::new),
                PostgresRows.timeIfAny(row, "expires_at"));
    }

    @Override
    public CostPage costs(Optional<String> repository, LocalDate from, LocalDate to) {
        return reads.read(transaction -> {
            Optional<Long> id = repository.map(slug -> id(transaction, slug));
            Span span = new Span(Optional.empty(), id, from, to);
            Merged merged = costs.merged(transaction, span);
            return new CostPage(
                    part("", costs.total(transaction, span)),
                    merged.issues(),
                    merged.each(),
                    outlook(transaction, id),
                    parts(transaction, Dimension.DAY, span),
                    parts(transaction, Dimension.ROLE, span),
                    parts(transaction, Dimension.REPOSITORY, span),
                    parts(transaction, Dimension.MODEL, span),
                    parts(transaction, Dimension.STAGE, span));
        });
    }

    @Override
    public Optional<CostPart> issue(IssueKey key) {
        return reads.read(transaction ->
                transaction.query(row -> row.getLong(1), ISSUE, key.repository(), key.number()).stream()
                        .findFirst()
                        .map(id -> part(key.toString(), CostReport.postgres().stages(transaction, id))));
    }

    private static CostPart part(String name, List<StageCost> stages) {
        Tokens tokens = stages.stream().map(StageCost::tokens).reduce(Tokens.NONE, Tokens::plus);
        return new CostPart(
                name,
                stages.stream().mapToLong(StageCost::runs).sum(),
                tokens.all() - tokens.output(),
                tokens.output(),
                stages.stream().map(StageCost::usd).reduce(Usd.ZERO, Usd::plus),
                stages.stream().filter(StageCost::estimated).map(StageCost::usd).reduce(Usd.ZERO, Usd::plus));
    }

    private static long id(Transaction transaction, String slug) {
        return transaction.query(row -> row.getLong(1), "select id from repositories where slug = ?", slug).stream()
                .findFirst()
                .orElse(NOBODY);
    }

    private List<CostPart> parts(Transaction transaction, Dimension dimension, Span span) {
        return costs.by(transaction, dimension, span).stream()
                .map(slice -> part(slice.name(), slice.figures()))
                .toList();
    }

    private static CostPart part(String name, CostFigures figures) {
        Tokens tokens = figures.tokens();
        return new CostPart(
                name,
                figures.runs(),
                tokens.input() + tokens.cacheRead() + tokens.cacheWrite(),
                tokens.output(),
                figures.usd(),
                figures.estimated());
    }

    private CostPage.Outlook outlook(Transaction transaction, Optional<Long> repository) {
        LocalDate today = today();
        Span span = new Span(Optional.empty(), repository, today.minusDays(OUTLOOK_DAYS), today.plusDays(1));
        return switch (CostForecast.of(costs.spending(transaction, span).days(), today)) {
            case CostForecast.TooLittleData little ->
                new CostPage.Outlook(
                        little.monthSoFar(), little.fullDays(), Optional.empty(), Optional.empty(), Optional.empty());
            case CostForecast.Projection ahead ->
                new CostPage.Outlook(
                        ahead.monthSoFar(),
                        ahead.days(),
                        Optional.of(ahead.expected()),
                        Optional.of(ahead.low()),
                        Optional.of(ahead.high()));
        };
    }
}
