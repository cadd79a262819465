package io.colony.runner;

import io.colony.engine.status.MergeEntry;
import java.util.List;

/**
 * An issue with what happened to it, all read at one instant.
 *
 * @param runs oldest first; of very many only the newest
 * @param transitions oldest first; of very many only the newest
 * @param merges what became of its change each time it was merged, oldest first
 */
public record IssueHistory(
        IssueView issue, List<RunView> runs, List<TransitionView> transitions, List<MergeEntry> merges) {}
