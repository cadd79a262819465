package io.colony.engine.status;

import java.util.List;
import java.util.Optional;

/**
 * A page of issues, newest first.
 *
 * @param next what {@link PageRequest#before} names for the next page; empty on the last one
 */
public record IssuePage(List<IssueSummary> issues, Optional<Long> next) {}
