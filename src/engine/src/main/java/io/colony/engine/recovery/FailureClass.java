package io.colony.engine.recovery;

import java.util.Locale;

/**
 * Why an attempt did not bring a result; what happens next depends on it and on what failed before. {@code
 * docs/recovery.md} has the table.
 */
public enum FailureClass {
    /** Network, code host 5xx, push race, lost worker: the same stage again, with backoff, at most 3 times. */
    TRANSIENT,
    /** Model provider's limit or outage: wait, not an attempt. */
    PROVIDER,
    /** Silent agent, wall clock, turn cap: again with the history, at most 2 times. */
    STALLED,
    /** The agent's work does not hold: unparseable result, evidence that files do not bear out. */
    CONTENT,
    /** Bad credential, missing repository, invalid configuration, breach of policy: a person, at once. */
    PERMANENT,
    /** The run's ceiling was reached. */
    BUDGET;

    /** As the store holds it. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
