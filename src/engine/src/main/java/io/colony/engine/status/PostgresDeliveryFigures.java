package io.colony.engine.status;

import io.colony.engine.database.Database;
import io.colony.engine.issue.DeliveryBounds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** {@link Delivery} from the table {@code delivery_rollups}. */
final class PostgresDeliveryFigures implements Delivery {
    static final DeliveryCounts NOTHING = new DeliveryCounts(
            0,
            0,
            0,
            0,
            0,
            0,
            new DurationHistogram(
                    DeliveryBounds.DURATIONS, Collections.nCopies(DeliveryBounds.DURATIONS.size() + 1, 0L)),
            Collections.nCopies(DeliveryBounds.MOST_REWORK + 1, 0L));

    private final PostgresReads reads;

    PostgresDeliveryFigures(Database database) {
        this.reads = new PostgresReads(database);
    }

    @Override
    public DeliveryFigures figures(Optional<String> repository, LocalDate from, LocalDate to) {
        List<DeliveryFigures.Day> days = reads.read(
                transaction -> transaction.query(PostgresDeliveryFigures::day, """
                        select d.day, r.slug, d.filed, d.reopened, d.merged, d.first_pass, d.cancelled, d.ended_otherwise,
                          d.durations, d.reworks
                        from delivery_rollups d join repositories r on r.id = d.repository_id
                        where d.day >= ? and d.day < ? and (?::text is null or r.slug = ?)
                        order by d.day, r.slug, r.id
                        """, from, to, repository, repository));
        return new DeliveryFigures(
                days, days.stream().map(DeliveryFigures.Day::counts).reduce(NOTHING, DeliveryCounts::plus));
    }

    private static DeliveryFigures.Day day(ResultSet row) throws SQLException {
        return new DeliveryFigures.Day(row.getObject("day", LocalDate.class), row.getString("slug"), counts(row));
    }

    /** From the columns of {@code delivery_rollups}. */
    static DeliveryCounts counts(ResultSet row) throws SQLException {
        return new DeliveryCounts(
                row.getLong("filed"),
                row.getLong("reopened"),
                row.getLong("merged"),
                row.getLong("first_pass"),
                row.getLong("cancelled"),
                row.getLong("ended_otherwise"),
                new DurationHistogram(DeliveryBounds.DURATIONS, numbers(row, "durations")),
                numbers(row, "reworks"));
    }

    private static List<Long> numbers(ResultSet row, String column) throws SQLException {
        return List.of((Long[]) row.getArray(column).getArray());
    }
}
