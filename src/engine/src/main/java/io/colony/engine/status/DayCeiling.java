package io.colony.engine.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.colony.engine.ledger.Usd;
import java.time.Instant;
import java.util.Optional;

/**
 * What a repository has spent of the present UTC day, and whether somebody raised its ceiling.
 *
 * @param spent today
 * @param reserved by open runs
 * @param raised the ceiling that somebody has set for a while; empty where the configured one is in force
 * @param until when the configured one is in force again
 */
public record DayCeiling(
        String repository,
        @JsonProperty("spent_usd") Usd spent,
        @JsonProperty("reserved_usd") Usd reserved,
        @JsonProperty("raised_usd") Optional<Usd> raised,
        Optional<Instant> until) {}
