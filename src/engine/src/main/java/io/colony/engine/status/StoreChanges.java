package io.colony.engine.status;

import io.colony.engine.issue.IssueKey;
import java.util.Set;

/**
 * What changed between two polls.
 *
 * @param topics empty where nothing changed
 * @param issues those that something of was changed
 * @param many whether more issues than are named here may have changed
 */
public record StoreChanges(Set<ChangeTopic> topics, Set<IssueKey> issues, boolean many) {
    /** More issues than this are not named. */
    public static final int MOST_ISSUES = 50;

    public static final StoreChanges NONE = new StoreChanges(Set.of(), Set.of(), false);

    public StoreChanges {
        topics = Set.copyOf(topics);
        issues = Set.copyOf(issues);
    }

    public boolean isEmpty() {
        return topics.isEmpty();
    }
}
