package io.colony.engine.adhoc;

import io.colony.engine.ledger.Ledger.Account;
import io.colony.engine.ledger.Usd;
import java.time.Instant;

/**
 * A run under way.
 *
 * @param agent the installation's name of it
 * @param reserved what it may cost
 */
public record AdHocRun(long id, Account account, String stage, String agent, Usd reserved, Instant startedAt) {
    /** Names its session and directories wherever it runs. */
    public String workspaceName() {
        return "ad-hoc-run-" + id;
    }
}
