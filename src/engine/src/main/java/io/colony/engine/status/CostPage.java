package io.colony.engine.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.colony.engine.ledger.Usd;
import java.util.List;
import java.util.Optional;

/**
 * What a span of days cost. Each list sums to the total.
 *
 * @param merged how many changes were merged in the span
 * @param eachMerged what those have cost on average, whenever that was spent; empty where none was merged
 * @param days in their order; days without cost are missing
 * @param roles the dearest first, as in the lists that follow
 */
public record CostPage(
        CostPart total,
        long merged,
        @JsonProperty("each_merged_usd") Optional<Usd> eachMerged,
        Outlook outlook,
        List<CostPart> days,
        List<CostPart> roles,
        List<CostPart> repositories,
        List<CostPart> models,
        List<CostPart> stages) {

    /**
     * How the present UTC month goes on if the mean of its last full days does.
     *
     * @param monthSoFar spent since the month began, today included
     * @param days how many full days the mean is over; fewer than 3 are too few for an outlook
     * @param expected at the month's end; empty where there is too little to go by
     * @param low one spread below
     * @param high one spread above
     */
    public record Outlook(
            @JsonProperty("month_so_far_usd") Usd monthSoFar,
            int days,
            @JsonProperty("expected_usd") Optional<Usd> expected,
            @JsonProperty("low_usd") Optional<Usd> low,
            @JsonProperty("high_usd") Optional<Usd> high) {}
}
