package io.colony.engine.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.colony.engine.ledger.Usd;
import java.time.Instant;

/**
 * A ceiling that is near or was reached, and was not raised since. Those of a day or a month are told while it lasts, those
 * of issues until they end.
 *
 * @param scope {@code issue}, {@code repository} or {@code tenant}
 * @param subject whose it is: an issue's key, a repository, a tenant
 * @param period the UTC day or month that it is for; empty for an issue
 * @param level {@code near} or {@code reached}
 * @param spent as it stood then
 * @param reserved by open runs, as it stood then
 */
public record CeilingAlarm(
        String scope,
        String subject,
        String period,
        String level,
        @JsonProperty("ceiling_usd") Usd ceiling,
        @JsonProperty("spent_usd") Usd spent,
        @JsonProperty("reserved_usd") Usd reserved,
        Instant at) {}
