package io.colony.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.ledger.CostForecast.Projection;
import io.colony.engine.ledger.CostForecast.TooLittleData;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostForecastTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-01-21");

    @Test
    void saysThatThereIsTooLittleDataBeforeThreeFullDays() {
        assertThat(CostForecast.of(days(2, "3"), TODAY)).isEqualTo(new TooLittleData(2, Usd.of("6")));
        assertThat(CostForecast.of(Map.of(TODAY, Usd.of("4")), TODAY)).isEqualTo(new TooLittleData(0, Usd.of("4")));
        assertThat(CostForecast.of(Map.of(), TODAY)).isEqualTo(new TooLittleData(0, Usd.ZERO));
    }

    @Test
    void aSteadyMonthGoesOnSteadily() {
        assertThat(CostForecast.of(days(20, "3"), TODAY))
                .isEqualTo(new Projection(
                        7, Usd.of("3"), Usd.ZERO, Usd.of("60"), 10, Usd.of("93"), Usd.of("93"), Usd.of("93")));
    }

    @Test
    void whatTodayHasCostAlreadyIsNotCountedTwice() {
        Map<LocalDate, Usd> days = days(20, "3");
        days.put(TODAY, Usd.of("2"));
        assertThat(projection(days).expected()).isEqualTo(Usd.of("93"));

        days.put(TODAY, Usd.of("10"));
        assertThat(projection(days).expected()).isEqualTo(Usd.of("100"));
    }

    @Test
    void fourWeeksCountWhereThereAreAsMany() {
        Map<LocalDate, Usd> days = days(28, "1");
        for (int back = 1; back <= 7; back++) {
            days.put(TODAY.minusDays(back), Usd.of("5"));
        }

        assertThat(projection(days).days()).isEqualTo(28);
        assertThat(projection(days).perDay()).isEqualTo(Usd.of("2"));
    }

    @Test
    void daysWithoutCostCountFromTheFirstThatHadSome() {
        Projection projection = projection(Map.of(TODAY.minusDays(4), Usd.of("8"), TODAY.minusDays(1), Usd.of("4")));

        assertThat(projection.days()).isEqualTo(4);
        assertThat(projection.perDay()).isEqualTo(Usd.of("3"));
        // 8, 0, 0 and 4 are 5, 3, 3 and 1 off the mean of 3.
        assertThat(projection.spreadPerDay()).isEqualTo(Usd.of("3.316625"));
        assertThat(projection.low().compareTo(projection.monthSoFar())).isGreaterThanOrEqualTo(0);
        assertThat(projection.high()).isGreaterThan(projection.expected());
    }

    @Test
    void namesTheDayOnWhichACeilingWouldBeReached() {
        Projection projection = projection(days(20, "3"));

        assertThat(projection.reaches(Usd.of("60"), TODAY)).contains(TODAY);
        assertThat(projection.reaches(Usd.of("70"), TODAY)).contains(LocalDate.parse("2026-01-25"));
        assertThat(projection.reaches(Usd.of("91"), TODAY)).isEmpty();
    }

    private static Projection projection(Map<LocalDate, Usd> days) {
        return (Projection) CostForecast.of(days, TODAY);
    }

    /** The same cost on each of so many full days before today. */
    private static Map<LocalDate, Usd> days(int count, String usd) {
        Map<LocalDate, Usd> days = new HashMap<>();
        for (int back = 1; back <= count; back++) {
            days.put(TODAY.minusDays(back), Usd.of(usd));
        }
        return days;
    }
}
