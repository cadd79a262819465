package io.colony.engine.ledger;

import io.colony.engine.ledger.Ledger.Scope;
import java.time.Instant;
import java.util.Optional;

/**
 * A ceiling, and how it stands.
 *
 * @param subject whose it is: an issue's key, a repository's slug, a tenant's slug
 * @param period the UTC day or month that it is for; empty for an issue and its runs
 * @param byDefault as configured; empty where it is off
 * @param inForce with what it was raised to; empty where it is off
 * @param raised the raise that is in force
 * @param spent zero for runs, whose ceiling is each run's own
 * @param reserved by open runs, those of an earlier day or month included
 */
public record Budget(
        Scope scope,
        String subject,
        String period,
        Optional<Usd> byDefault,
        Optional<Usd> inForce,
        Optional<Raised> raised,
        Usd spent,
        Usd reserved) {

    /** Who raised a ceiling, to what, why and until when. */
    public record Raised(Usd usd, String by, String reason, Instant at, Instant expiresAt) {}

    /** What may still be spent; empty where there is no ceiling or it is each run's own. */
    public Optional<Usd> left() {
        return scope == Scope.RUN
                ? Optional.empty()
                : inForce.map(ceiling -> ceiling.minus(spent).minus(reserved).max(Usd.ZERO));
    }
}
