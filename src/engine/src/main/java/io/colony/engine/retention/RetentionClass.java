package io.colony.engine.retention;

import java.time.Duration;

/**
 * A kind of data that ends one day.
 *
 * <p>What belongs to an issue stays as long as the issue is open, however old it is. Closed tasks are no such kind: the
 * paths of issues, runs and intents name them.
 */
public enum RetentionClass {
    /** What agents printed and did, per run. */
    TRANSCRIPTS("transcripts", "transcripts", Duration.ofDays(90)),
    /** Plans, reports, evidence, failures: what the next attempt gets to read. */
    ARTIFACTS("artifacts", "attempt_artifacts", Duration.ofDays(365)),
    /** The output of checks; which check ran and what came of it stays. */
    GATE_LOGS("gate_logs", "gate_results", Duration.ofDays(90)),
    /** Webhook deliveries that were processed or put aside. */
    DELIVERIES("deliveries", "webhook_deliveries", Duration.ofDays(30)),
    /** Labels, comments and statuses that the code host was told. */
    OUTBOX("outbox", "outbox", Duration.ofDays(30));

    private final String slug;
    private final String table;
    private final Duration byDefault;

    RetentionClass(String slug, String table, Duration byDefault) {
        this.slug = slug;
        this.table = table;
        this.byDefault = byDefault;
    }

    /** As settings and output name it: {@code retention.<slug>}. */
    public String slug() {
        return slug;
    }

    /** The table whose rows end. */
    public String table() {
        return table;
    }

    /** How long it is kept unless a setting says otherwise. */
    public Duration byDefault() {
        return byDefault;
    }
}
