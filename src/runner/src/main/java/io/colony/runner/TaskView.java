package io.colony.runner;

import java.time.Instant;
import java.util.Optional;

/** An open task as the command line shows it. */
public record TaskView(
        long id, String issue, String executor, String state, int attempt, Optional<String> worker, Instant since) {}
