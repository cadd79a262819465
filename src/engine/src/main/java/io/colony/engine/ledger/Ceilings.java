package io.colony.engine.ledger;

import java.util.Optional;

/**
 * What may be spent.
 *
 * @param run by one run; default $2
 * @param issue by one issue in all; default $5
 * @param repositoryDay by one repository in one UTC day; default $50
 * @param tenantMonth by one tenant in one UTC month; off by default
 */
public record Ceilings(Usd run, Usd issue, Usd repositoryDay, Optional<Usd> tenantMonth) {
    public static final Ceilings DEFAULT = new Ceilings(Usd.of("2"), Usd.of("5"), Usd.of("50"), Optional.empty());
}
