package io.colony.engine.ledger;

import io.colony.engine.database.Database;
import java.util.List;

/** Recomputes from the events all that the ledger keeps as sums. Reads everything, changes nothing. */
public interface LedgerVerification {
    static LedgerVerification postgres(Database database) {
        return new PostgresLedgerVerification(database);
    }

    /** Looks at the store as of one instant, whatever is booked meanwhile. */
    Result verify();

    /**
     * What was found.
     *
     * @param events how many cost events there are
     * @param sum over all of them
     * @param openReservations of runs under way
     * @param mismatches at most {@value PostgresLedgerVerification#MOST} per kind; empty where all agrees
     */
    record Result(long events, Usd sum, Usd openReservations, List<Mismatch> mismatches) {
        public Result {
            mismatches = List.copyOf(mismatches);
        }

        public boolean agrees() {
            return mismatches.isEmpty();
        }
    }

    /**
     * Two figures that should be one, or a row that should not be.
     *
     * @param kind what was compared, such as {@code ledger_totals}
     * @param where which row
     * @param expected as the events say
     * @param found as it is kept
     */
    record Mismatch(String kind, String where, String expected, String found) {
        @Override
        public String toString() {
            return kind + ": " + where + ": expected " + expected + ", found " + found;
        }
    }
}
