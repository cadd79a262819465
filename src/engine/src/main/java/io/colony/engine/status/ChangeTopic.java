package io.colony.engine.status;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What part of the store a change was in. */
public enum ChangeTopic {
    /** States, runs, gates, verdicts, evidence and acts on the code host. */
    ISSUES,
    /** Tasks, breakers, findings of the sentinel, what is to be told to the code host. */
    QUEUE,
    WORKERS,
    COST,
    AUDIT,
    /** What people are told. */
    NOTICES,
    /** Lines of running agents. */
    TRANSCRIPTS;

    /** As addresses name it. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ChangeTopic> of(String slug) {
        return Arrays.stream(values())
                .filter(topic -> topic.slug().equals(slug))
                .findFirst();
    }
}
