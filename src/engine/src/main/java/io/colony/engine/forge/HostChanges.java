package io.colony.engine.forge;

import io.colony.engine.issue.IssueKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Issues and pull requests that have changed on the code host.
 *
 * @param items oldest change first
 * @param cursor to be given with the next question; empty where the code host has none
 * @param more whether the same question with the new cursor brings more at once
 */
public record HostChanges(List<Item> items, Optional<String> cursor, boolean more) {
    /** Of a code host where nothing happens but through us. */
    public static final HostChanges NONE = new HostChanges(List.of(), Optional.empty(), false);

    /**
     * One of them. What has changed is not said: whoever needs it reads it.
     *
     * @param pullRequest whether it is a pull request, which shares the issues' numbers
     */
    public record Item(IssueKey key, boolean pullRequest, boolean open, List<String> labels, Instant updatedAt) {}
}
