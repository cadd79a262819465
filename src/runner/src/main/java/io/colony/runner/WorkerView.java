package io.colony.runner;

import java.time.Instant;
import java.util.Optional;

/**
 * A worker as the command line shows it.
 *
 * @param issue that it works on
 */
public record WorkerView(String name, String state, Optional<String> issue, Instant lastSeen) {}
