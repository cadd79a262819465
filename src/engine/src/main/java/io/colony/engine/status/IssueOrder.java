package io.colony.engine.status;

import java.util.Locale;

/**
 * In which order issues are listed. Issues that are alike in it follow the order of their registration, in the same
 * direction.
 *
 * @param ascending the oldest, cheapest or least tried first
 */
public record IssueOrder(By by, boolean ascending) {
    /** The newest first. */
    public static final IssueOrder NEWEST = new IssueOrder(By.CREATED, false);

    /** By what. */
    public enum By {
        /** When it was registered. */
        CREATED,
        /** When it entered its state. */
        SINCE,
        /** What has been booked on it. */
        COST,
        /** How many times a Builder was started on it. */
        ATTEMPTS
    }

    /** Names it in a page's cursor, such as {@code since-asc}. */
    public String slug() {
        return by.name().toLowerCase(Locale.ROOT) + (ascending ? "-asc" : "-desc");
    }
}
