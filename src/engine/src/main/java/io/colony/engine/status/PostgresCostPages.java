package io.colony.engine.status;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.CostBreakdown;
import io.colony.engine.ledger.CostBreakdown.Dimension;
import io.colony.engine.ledger.CostBreakdown.Merged;
import io.colony.engine.ledger.CostBreakdown.Span;
import io.colony.engine.ledger.CostFigures;
import io.colony.engine.ledger.CostForecast;
import io.colony.engine.ledger.Tokens;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** {@link CostPages} on the ledger's own questions. */
final class PostgresCostPages implements CostPages {
    /** As far back as an outlook looks. */
    private static final int OUTLOOK_DAYS = 62;

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
