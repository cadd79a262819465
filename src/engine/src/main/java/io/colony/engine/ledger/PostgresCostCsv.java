package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.Query;

/** Reads by a cursor, a thousand rows at a time. */
final class PostgresCostCsv implements CostCsv {
    private static final int FETCHED = 1000;

    @Override
    public Exported write(Transaction transaction, Range range, OutputStream out) {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        try (ResultIterator<Line> lines =
                query(transaction, range).map((row, context) -> line(row)).iterator()) {
            Exported exported = write(lines, writer);
            writer.flush();
            return exported;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Exported write(Iterator<Line> lines, Writer writer) throws IOException {
        writer.write(CsvLine.of(COLUMNS));
        long rows = 0;
        BigDecimal sum = BigDecimal.ZERO;
        while (lines.hasNext()) {
            Line line = lines.next();
            writer.write(line.text());
            rows++;
            sum = sum.add(line.usd());
        }
        return new Exported(rows, new Usd(sum));
    }

    private static Query query(Transaction transaction, Range range) {
        StringBuilder sql = new StringBuilder("""
                select e.*, t.slug as tenant, r.slug as repository, i.number as issue
                from cost_events e
                join tenants t on t.id = e.tenant_id
                join repositories r on r.id = e.repository_id
                left join issues i on i.id = e.issue_id
                where true
                """);
        range.tenantId().ifPresent(id -> sql.append(" and e.tenant_id = :tenant"));
        range.repositoryId().ifPresent(id -> sql.append(" and e.repository_id = :repository"));
        range.from().ifPresent(at -> sql.append(" and e.at >= :from"));
        range.to().ifPresent(at -> sql.append(" and e.at < :to"));
        sql.append(" order by e.tenant_id, e.at, e.id");
        Query query = transaction.handle().createQuery(sql.toString()).setFetchSize(FETCHED);
        range.tenantId().ifPresent(id -> query.bind("tenant", id));
        range.repositoryId().ifPresent(id -> query.bind("repository", id));
        range.from().ifPresent(at -> query.bind("from", at.atOffset(ZoneOffset.UTC)));
        range.to().ifPresent(at -> query.bind("to", at.atOffset(ZoneOffset.UTC)));
        return query;
    }

    private record Line(String text, BigDecimal usd) {}

    private static Line line(ResultSet row) throws SQLException {
        List<String> cells = new ArrayList<>();
        cells.add(row.getString("id"));
        cells.add(time(row, "at").orElse(""));
        cells.add(time(row, "booked_at").orElse(""));
        cells.add(row.getString("kind"));
        cells.add(Optional.ofNullable(row.getString("corrects")).orElse(""));
        cells.add(CsvLine.text(row.getString("tenant")));
        cells.add(CsvLine.text(row.getString("repository")));
        cells.add(Optional.ofNullable(row.getString("issue")).orElse(""));
        cells.add(row.getString("run_id"));
        for (String text : List.of("role", "stage")) {
            cells.add(CsvLine.text(row.getString(text)));
        }
        cells.add(row.getString("attempt"));
        cells.add(CsvLine.text(row.getString("back_end")));
        cells.add(CsvLine.text(Optional.ofNullable(row.getString("model")).orElse("")));
        for (String figure : COLUMNS.subList(COLUMNS.indexOf("turns"), COLUMNS.indexOf("usd"))) {
            cells.add(row.getString(figure));
        }
        BigDecimal usd = row.getBigDecimal("usd");
        cells.add(usd.toPlainString());
        cells.add(Boolean.toString(row.getBoolean("estimated")));
        cells.add(Optional.ofNullable(row.getString("basis")).orElse(""));
        cells.add(row.getBigDecimal("worker_seconds").toPlainString());
        cells.add(CsvLine.text(row.getString("idempotency_key")));
        return new Line(CsvLine.of(cells), usd);
    }

    private static Optional<String> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant)
                .map(Instant::toString);
    }
}
