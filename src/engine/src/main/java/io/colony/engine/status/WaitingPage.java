package io.colony.engine.status;

import java.util.List;
import java.util.Optional;

/**
 * A page of issues that wait for people, those that have waited longest first.
 *
 * @param inAll how many wait, on all pages
 * @param cursor what {@link PageRequest#after} names for the next page; empty on the last one
 */
public record WaitingPage(List<WaitingIssue> issues, long inAll, Optional<String> cursor) {}
