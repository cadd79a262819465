package io.colony.bench.store;

import java.util.Locale;

/** Whether a commit waits for the disk: everything that writes is measured both ways. */
public enum SyncCommit {
    ON,
    OFF;

    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
