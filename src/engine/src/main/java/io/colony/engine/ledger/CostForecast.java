package io.colony.engine.ledger;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a month will have cost at its end, by a sum that anybody can do again: the mean of the last full days goes on. The
 * last 28 full days count, or the last 7 where there are fewer than 28; days without cost count from the first day that
 * had some. The spread is the days' standard deviation, times the square root of the days to come. No model, no season.
 */
public sealed interface CostForecast {
    int FEWEST_DAYS = 3;
    int WEEK = 7;
    int FOUR_WEEKS = 28;

    /**
     * There is too little to go by.
     *
     * @param fullDays how many full days there are since the first that had cost
     */
    record TooLittleData(int fullDays, Usd monthSoFar) implements CostForecast {}

    /**
     * What is to be expected.
     *
     * @param days how many full days the mean is over
     * @param perDay their mean
     * @param spreadPerDay their standard deviation
     * @param monthSoFar spent since the month began, today included
     * @param daysLeft full days that the month has after today
     * @param low of the month's end, one spread below; never less than what is spent
     * @param high one spread above
     */
    record Projection(
            int days, Usd perDay, Usd spreadPerDay, Usd monthSoFar, int daysLeft, Usd low, Usd expected, Usd high)
            implements CostForecast {

        /** The day on which a ceiling for the month will be reached if the mean goes on; empty if not in this month. */
        public Optional<LocalDate> reaches(Usd ceiling, LocalDate today) {
            if (monthSoFar.compareTo(ceiling) >= 0) {
                return Optional.of(today);
            }
            for (int day = 1; day <= daysLeft; day++) {
                if (monthSoFar.plus(perDay.times(day)).compareTo(ceiling) >= 0) {
                    return Optional.of(today.plusDays(day));
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Looks ahead.
     *
     * @param spent per UTC day; days without cost may be missing
     * @param today the UTC day that is not over yet
     */
    static CostForecast of(Map<LocalDate, Usd> spent, LocalDate today) {
        Usd soFar = today.withDayOfMonth(1)
                .datesUntil(today.plusDays(1))
                .map(day -> spent.getOrDefault(day, Usd.ZERO))
                .reduce(Usd.ZERO, Usd::plus);
        List<Usd> days = window(spent, today);
        if (days.size() < FEWEST_DAYS) {
            return new TooLittleData(days.size(), soFar);
        }
        Usd mean = mean(days);
        Usd spread = spread(days, mean);
        int left = today.lengthOfMonth() - today.getDayOfMonth();
        Usd restOfToday = mean.minus(spent.getOrDefault(today, Usd.ZERO)).max(Usd.ZERO);
        Usd expected = soFar.plus(restOfToday).plus(mean.times(left));
        Usd margin = new Usd(spread.amount()
                .multiply(BigDecimal.valueOf(left + 1L).sqrt(MathContext.DECIMAL64))
                .setScale(6, RoundingMode.HALF_UP));
        return new Projection(
                days.size(),
                mean,
                spread,
                soFar,
                left,
                expected.minus(margin).max(soFar),
                expected,
                expected.plus(margin));
    }

    private static List<Usd> window(Map<LocalDate, Usd> spent, LocalDate today) {
        Optional<LocalDate> first = spent.entrySet().stream()
                .filter(day -> day.getValue().compareTo(Usd.ZERO) > 0)
                .map(Map.Entry::getKey)
                .filter(day -> day.isBefore(today))
                .min(LocalDate::compareTo);
        List<Usd> all = first.stream()
                .flatMap(day -> Stream.iterate(day, each -> each.isBefore(today), each -> each.plusDays(1)))
                .map(day -> spent.getOrDefault(day, Usd.ZERO))
                .toList();
        int most = all.size() >= FOUR_WEEKS ? FOUR_WEEKS : WEEK;
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    private static Usd mean(List<Usd> days) {
        return days.stream().reduce(Usd.ZERO, Usd::plus).dividedBy(days.size());
    }

    private static Usd spread(List<Usd> days, Usd mean) {
        BigDecimal squares =
                days.stream().map(day -> day.minus(mean).amount().pow(2)).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Usd(squares.divide(BigDecimal.valueOf(days.size()), MathContext.DECIMAL64)
                .sqrt(MathContext.DECIMAL64)
                .setScale(6, RoundingMode.HALF_UP));
    }
}
