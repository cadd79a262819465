package io.colony.engine.queue;

import java.time.Instant;
import java.util.Optional;

/**
 * A task that was given up.
 *
 * @param repository the issue's repository, such as {@code owner/name}
 * @param attempt the attempt that was the last one
 * @param reason why it was given up, in words that may be an agent's
 * @param obsolete why there is nothing to replay: the issue has moved on; empty where a retry takes it up again
 */
public record DeadLetter(
        long taskId,
        long issueId,
        String repository,
        long number,
        String executor,
        int attempt,
        String reason,
        Instant givenUpAt,
        Optional<String> obsolete) {}
