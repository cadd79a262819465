package io.colony.runner;

import java.time.Instant;
import java.util.Optional;

/**
 * A task as the command line shows it.
 *
 * @param waitsFor in words for people, which may be an agent's
 */
public record TaskView(
        long id,
        String issue,
        String executor,
        String state,
        int attempt,
        Optional<String> worker,
        Instant since,
        Optional<String> waitsFor) {}
