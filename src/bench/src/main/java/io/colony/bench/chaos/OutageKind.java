package io.colony.bench.chaos;

import java.util.Locale;

/** What the store suffers in a drill. */
enum OutageKind {
    /** Every connection of the pools waits: somebody holds the tables. */
    POOL,
    /** Postgres is stopped. */
    POSTGRES_STOP,
    /** The disk under Postgres is full. */
    DISK_FULL,
    /** Connections end in the middle of commits, before or after them. */
    CUT_IN_COMMIT;

    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
