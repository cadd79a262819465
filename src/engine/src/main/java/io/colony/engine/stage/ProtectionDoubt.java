package io.colony.engine.stage;

import io.colony.engine.recovery.sentinel.SentinelFindings;
import io.colony.engine.recovery.sentinel.SettingsDrift;
import java.util.Optional;

/**
 * What the Sentinel holds against a repository's protection: as long as it is weaker than somebody accepted it, or cannot be
 * seen any more, no verdict alone merges anything there.
 */
final class ProtectionDoubt {
    private final StageContext context;
    private final SentinelFindings findings = SentinelFindings.postgres();

    ProtectionDoubt(StageContext context) {
        this.context = context;
    }

    /** In sentences, with what to do; empty where nothing is open about the repository. */
    Optional<String> of(ClaimedTask claim) {
        String slug = claim.repository().slug();
        return context.database()
                .inTransaction(transaction -> findings.open(transaction, SettingsDrift.NAME, slug))
                .map(reason -> "About " + slug + ": " + reason
                        + " Until then only a person's approval merges there; a retry goes on after that.");
    }
}
