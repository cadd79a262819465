package io.colony.engine.ledger;

import java.util.Optional;

/**
 * What may be spent.
 *
 * @param run by one run; default $2
 * @param issue by one issue in all; default $5
 * @param repositoryDay by one repository in one UTC day; default $50
 * @param tenantMonth by one tenant in one UTC month; off by default
 * @param warnPercent from which share of a ceiling on people are warned, once; default 80, from 1 to 100
 */
public record Ceilings(Usd run, Usd issue, Usd repositoryDay, Optional<Usd> tenantMonth, int warnPercent) {
    public static final int WARN_PERCENT = 80;
    public static final Ceilings DEFAULT = new Ceilings(Usd.of("2"), Usd.of("5"), Usd.of("50"), Optional.empty());

    /** With warnings at {@value #WARN_PERCENT} %. */
    public Ceilings(Usd run, Usd issue, Usd repositoryDay, Optional<Usd> tenantMonth) {
        this(run, issue, repositoryDay, tenantMonth, WARN_PERCENT);
    }

    /** The ceiling of a scope; empty where it is off. */
    public Optional<Usd> of(Ledger.Scope scope) {
        return switch (scope) {
            case RUN -> Optional.of(run);
            case ISSUE -> Optional.of(issue);
            case REPOSITORY -> Optional.of(repositoryDay);
            case TENANT -> tenantMonth;
        };
    }
}
