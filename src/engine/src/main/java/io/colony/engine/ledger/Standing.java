package io.colony.engine.ledger;

import io.colony.engine.ledger.Ledger.Scope;
import java.util.Optional;

/**
 * How an account stands against its ceilings at an instant.
 *
 * @param ceilings in force
 * @param issue all that the issue has spent, and its open runs have reserved
 * @param repositoryDay of the instant's UTC day; open reservations of earlier days included, since they will be spent in it
 * @param tenantMonth of the instant's UTC month, likewise; zero where it was not asked for
 * @param waiting whether the issue is noted as waiting for money
 */
record Standing(Ceilings ceilings, Sum issue, Sum repositoryDay, Sum tenantMonth, boolean waiting) {
    /** What is spent and what is reserved. */
    record Sum(Usd spent, Usd reserved) {
        static final Sum NOTHING = new Sum(Usd.ZERO, Usd.ZERO);

        Usd both() {
            return spent.plus(reserved);
        }
    }

    Sum sum(Scope scope) {
        return switch (scope) {
            case RUN -> Sum.NOTHING;
            case ISSUE -> issue;
            case REPOSITORY -> repositoryDay;
            case TENANT -> tenantMonth;
        };
    }

    /** What is left under a ceiling; empty where the ceiling is off. */
    Optional<Usd> room(Scope scope) {
        return ceilings.of(scope).map(ceiling -> ceiling.minus(sum(scope).both()));
    }
}
