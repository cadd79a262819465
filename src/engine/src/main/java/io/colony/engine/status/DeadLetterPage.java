package io.colony.engine.status;

import java.util.List;
import java.util.Optional;

/**
 * A page of tasks that were given up and whose issue has no newer one, newest first.
 *
 * @param next what {@link PageRequest#before} names for the next page; empty on the last one
 */
public record DeadLetterPage(List<TaskEntry> tasks, Optional<Long> next) {}
