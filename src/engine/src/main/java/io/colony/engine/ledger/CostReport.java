package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What was spent, for pages and commands. Totals come from the roll-ups, and equal the sum of the events; only the
 * breakdown of one issue reads that issue's events. Reads only.
 */
public interface CostReport {
    static CostReport postgres() {
        return new PostgresCostReport();
    }

    /** An issue's account. */
    Total issue(Transaction transaction, long issueId);

    /** A repository's account of the UTC day that holds the instant. */
    Total repositoryDay(Transaction transaction, long repositoryId, Instant at);

    /** A tenant's account of the UTC month that holds the instant. */
    Total tenantMonth(Transaction transaction, long tenantId, Instant at);

    /** An issue's cost per stage, in the order in which the stages first cost something. */
    List<StageCost> stages(Transaction transaction, long issueId);

    /** An issue's events, oldest first. */
    List<CostEvent> events(Transaction transaction, long issueId);

    /**
     * An account.
     *
     * @param reserved by runs that are still open
     * @param events how many events were booked
     */
    record Total(Usd spent, Usd reserved, long events) {
        public static final Total NOTHING = new Total(Usd.ZERO, Usd.ZERO, 0);

        Total plus(Total other) {
            return new Total(spent.plus(other.spent), reserved.plus(other.reserved), events + other.events);
        }
    }

    /**
     * What a stage cost an issue.
     *
     * @param estimated whether any of it is an estimate
     */
    record StageCost(
            String stage,
            String role,
            long runs,
            Usd usd,
            boolean estimated,
            BigDecimal workerSeconds,
            Tokens tokens) {}
}
