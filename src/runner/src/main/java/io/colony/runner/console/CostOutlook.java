package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.ledger.CostForecast;
import io.colony.engine.ledger.CostForecast.Projection;
import io.colony.engine.ledger.CostForecast.TooLittleData;
import io.colony.engine.ledger.Usd;
import io.colony.runner.CostReader.Outlook;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What the month will have cost, with the sum behind it. */
public final class CostOutlook {
    private final Outlook outlook;

    public CostOutlook(Outlook outlook) {
        this.outlook = outlook;
    }

    /** In sentences. */
    public List<String> lines() {
        return switch (outlook.forecast()) {
            case TooLittleData little ->
                List.of(
                        whose() + ": " + little.monthSoFar().cents() + " spent this month.",
                        lately(),
                        "Too little data for a forecast: " + little.fullDays() + " full days since the first cost, and "
                                + CostForecast.FEWEST_DAYS + " are needed.");
            case Projection projection -> projection(projection);
        };
    }

    private String lately() {
        return "The last 30 days, today included, have cost " + outlook.lately().cents() + ".";
    }

    private List<String> projection(Projection projection) {
        List<String> lines = new ArrayList<>();
        lines.add(whose() + ": " + projection.expected().cents() + " by the end of the month ("
                + projection.low().cents() + " to " + projection.high().cents() + ").");
        lines.add("That is " + projection.monthSoFar().cents() + " spent this month, and the mean of the last "
                + projection.days() + " full days, " + projection.perDay().cents() + " (± "
                + projection.spreadPerDay().cents() + "), for the rest of today and the " + projection.daysLeft()
                + " days after it.");
        lines.add(lately());
        outlook.ceilings()
                .tenantMonth()
                .filter(ceiling -> outlook.repository().isEmpty())
                .ifPresent(ceiling -> lines.add("The ceiling for the month, " + ceiling + ", "
                        + projection
                                .reaches(ceiling, outlook.today())
                                .map(day -> day.equals(outlook.today())
                                        ? "is reached."
                                        : "would be reached on " + day + ".")
                                .orElse("would not be reached.")));
        if (outlook.repository().isPresent()) {
            Usd ceiling = outlook.ceilings().repositoryDay();
            lines.add("A mean day is " + percent(projection.perDay(), ceiling) + " % of the ceiling for a day, "
                    + ceiling + ".");
        }
        return lines;
    }

    private static String percent(Usd part, Usd whole) {
        return whole.equals(Usd.ZERO)
                ? "100"
                : part.amount()
                        .movePointRight(2)
                        .divide(whole.amount(), 0, RoundingMode.HALF_UP)
                        .toPlainString();
    }

    private String whose() {
        return outlook.repository().orElse("All repositories");
    }

    /** The same; amounts as text. */
    public ObjectNode json() {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("today", outlook.today().toString())
                .put("repository", outlook.repository().orElse(null))
                .put("last_30_days_usd", text(outlook.lately()));
        switch (outlook.forecast()) {
            case TooLittleData little ->
                document.put("enough_data", false)
                        .put("full_days", little.fullDays())
                        .put("month_so_far_usd", text(little.monthSoFar()));
            case Projection projection ->
                document.put("enough_data", true)
                        .put("full_days", projection.days())
                        .put("month_so_far_usd", text(projection.monthSoFar()))
                        .put("per_day_usd", text(projection.perDay()))
                        .put("spread_per_day_usd", text(projection.spreadPerDay()))
                        .put("days_left", projection.daysLeft())
                        .put("month_end_low_usd", text(projection.low()))
                        .put("month_end_usd", text(projection.expected()))
                        .put("month_end_high_usd", text(projection.high()));
        }
        return document;
    }

    private static String text(Usd usd) {
        return usd.amount().toPlainString();
    }
}
