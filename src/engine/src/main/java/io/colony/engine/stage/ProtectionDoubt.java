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

    /** Of merging this head, which no person has approved. */
    Optional<StageOutcome> of(ClaimedTask claim, String head) {
        String slug = claim.repository().slug();
        return context.database()
                .inTransaction(transaction -> findings.open(transaction, SettingsDrift.NAME, slug))
                .map(reason -> new StageOutcome.Advanced(
                        "protected",
                        "A person decides about " + head + " as long as this is open about " + slug + ": " + reason
                                + " A retry goes on after that."));
    }
}
