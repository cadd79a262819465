package io.colony.engine.ledger;

import io.colony.engine.ledger.Ledger.Scope;
import java.time.Instant;

/**
 * A ceiling that is near or was reached.
 *
 * @param id names it within the store
 * @param subject whose ceiling it is: an issue's key, a repository's slug, a tenant's slug
 * @param period the UTC day or month that it is about; empty for an issue
 * @param reserved by open runs, with the one that was admitted or refused
 */
public record BudgetWarning(
        long id,
        long tenantId,
        Scope scope,
        long scopeId,
        String subject,
        String period,
        Level level,
        Usd ceiling,
        Usd spent,
        Usd reserved,
        Instant at) {

    /** How bad it is. */
    public enum Level {
        /** Spent and reserved together have come to the share of the ceiling from which on people are warned. */
        NEAR,
        /** A run was not started because of it. */
        REACHED
    }

    /** For people. */
    public String words() {
        String what = switch (scope) {
            case RUN, ISSUE -> "issue " + subject;
            case REPOSITORY -> "repository " + subject + " on " + period + " (UTC)";
            case TENANT -> "tenant " + subject + " in " + period + " (UTC)";
        };
        return switch (level) {
            case NEAR ->
                "The ceiling of " + what + " is near: " + spent + " are spent and " + reserved + " reserved of "
                        + ceiling + ".";
            case REACHED ->
                "The ceiling of " + what + " is reached: " + spent + " are spent of " + ceiling
                        + ", and with the next run " + reserved + " would be reserved. It was not started.";
        };
    }
}
