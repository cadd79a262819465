package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Cost events as CSV: UTF-8, RFC 4180, one row per event with corrections as rows of their own, amounts exact to the
 * micro-dollar, times in UTC. Written row by row as it is read, so that its size does not matter. Texts that a spreadsheet
 * would run as a formula are made harmless by an apostrophe.
 */
public interface CostCsv {
    List<String> COLUMNS = List.of(
            "id",
            "at",
            "booked_at",
            "kind",
            "corrects",
            "tenant",
            "repository",
            "issue",
            "run",
            "role",
            "stage",
            "attempt",
            "back_end",
            "model",
            "turns",
            "input_tokens",
            "output_tokens",
            "cache_read_tokens",
            "cache_write_tokens",
            "cache_write_1h_tokens",
            "usd",
            "estimated",
            "basis",
            "worker_seconds",
            "key");

    static CostCsv postgres() {
        return new PostgresCostCsv();
    }

    /**
     * Writes the heading and the events, by time. Does not close the stream.
     *
     * @throws java.io.UncheckedIOException where the stream cannot be written
     */
    Exported write(Transaction transaction, Range range, OutputStream out);

    /**
     * Which events.
     *
     * @param tenantId one tenant's; empty for all
     * @param repositoryId one repository's; empty for all
     * @param from the first instant
     * @param to the first instant that is left out
     */
    record Range(Optional<Long> tenantId, Optional<Long> repositoryId, Optional<Instant> from, Optional<Instant> to) {
        public static final Range ALL =
                new Range(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What was written. */
    record Exported(long rows, Usd sum) {}
}
