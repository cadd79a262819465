package io.colony.engine.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The periods that {@code ledger_totals} counts in, as it names them. */
final class Period {
    /** An issue's account has one period only. */
    static final String ALWAYS = "";

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM");

    private Period() {}

    /** The UTC day, such as {@code 2026-01-05}. */
    static String day(Instant instant) {
        return instant.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** The UTC month, such as {@code 2026-01}. */
    static String month(Instant instant) {
        return MONTH.format(instant.atZone(ZoneOffset.UTC));
    }

    /** What a ceiling of the scope is for at an instant. */
    static String of(Ledger.Scope scope, Instant instant) {
        return switch (scope) {
            case RUN, ISSUE -> ALWAYS;
            case REPOSITORY -> day(instant);
            case TENANT -> month(instant);
        };
    }

    static Instant dayStart(Instant instant) {
        return instant.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    static Instant monthStart(Instant instant) {
        return instant.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .withDayOfMonth(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    /** The beginning of the next UTC month. */
    static Instant monthEnd(Instant instant) {
        return instant.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .withDayOfMonth(1)
                .plusMonths(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
