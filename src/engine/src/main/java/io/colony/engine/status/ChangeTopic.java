package io.colony.engine.status;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What pages are about, as far as changes of the store go. */
public enum ChangeTopic {
    /** Issues, and what belongs to one. */
    ISSUES,
    /** Tasks that wait or run, and what holds them. */
    QUEUE,
    /** Money spent, and its ceilings. */
    COST,
    /** Who did what. */
    AUDIT,
    /** Workers that start and stop. */
    WORKERS;

    /** As it stands in addresses. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty where there is none of that name. */
    public static Optional<ChangeTopic> of(String slug) {
        return Arrays.stream(values())
                .filter(topic -> topic.slug().equals(slug))
                .findFirst();
    }
}
