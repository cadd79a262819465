package io.colony.engine.status;

import io.colony.engine.issue.IssueKey;
import java.util.EnumSet;
import java.util.Set;

/**
 * What moved in the store between two looks at it: little enough to be kept for readers that come back.
 *
 * @param issues those touched; some are left out where {@code many}
 * @param many whether any issue may have been touched
 * @param transcripts the runs whose transcripts grew or ended
 */
public record Moved(Set<ChangeTopic> topics, Set<IssueKey> issues, boolean many, Set<Long> transcripts) {
    public Moved {
        topics = Set.copyOf(topics);
        issues = Set.copyOf(issues);
        transcripts = Set.copyOf(transcripts);
    }

    /** Anything may have changed, and these are known to have. */
    static Moved all(Set<IssueKey> issues, Set<Long> transcripts) {
        return new Moved(EnumSet.allOf(ChangeTopic.class), issues, true, transcripts);
    }

    /** Whether nothing moved. */
    public boolean isEmpty() {
        return topics.isEmpty() && issues.isEmpty() && !many && transcripts.isEmpty();
    }
}
