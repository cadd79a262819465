package io.colony.runner;

import java.util.List;

/**
 * An issue with what happened to it, all read at one instant.
 *
 * @param runs oldest first; of very many only the newest
 * @param transitions oldest first; of very many only the newest
 */
public record IssueHistory(IssueView issue, List<RunView> runs, List<TransitionView> transitions) {}
