package io.colony.runner;

import java.time.Instant;

/**
 * A row of {@code state_transitions} as the command line shows it.
 *
 * @param id grows with time
 * @param actor who or what, such as {@code worker:local-1} or {@code person:ada}
 */
public record TransitionView(
        long id, String issue, String from, String to, String outcome, String actor, String reason, Instant at) {}
