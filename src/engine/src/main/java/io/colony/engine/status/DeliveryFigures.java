package io.colony.engine.status;

import java.time.LocalDate;
import java.util.List;

/**
 * What was delivered in a span of days.
 *
 * @param days by UTC day, then by repository; without those on which nothing counted
 * @param total of them all
 */
public record DeliveryFigures(List<Day> days, DeliveryCounts total) {
    /** What one day brought in one repository. */
    public record Day(LocalDate day, String repository, DeliveryCounts counts) {}
}
