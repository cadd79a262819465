package io.colony.engine.status;

import io.colony.engine.issue.IssueKey;
import java.util.EnumSet;
import java.util.Set;

/**
 * What moved in the store between two looks at it.
 *
 * @param mark where the next look begins
 * @param issues those touched; some are left out where {@code many}
 * @param many whether any issue may have been touched
 * @param transcripts the runs whose transcripts grew or ended
 */
public record Changes(
        ChangeMark mark, Set<ChangeTopic> topics, Set<IssueKey> issues, boolean many, Set<Long> transcripts) {
    public Changes {
        topics = Set.copyOf(topics);
        issues = Set.copyOf(issues);
        transcripts = Set.copyOf(transcripts);
    }

    /** Anything may have changed. */
    static Changes all(ChangeMark mark) {
        return new Changes(mark, EnumSet.allOf(ChangeTopic.class), Set.of(), true, Set.of());
    }

    /** Whether nothing moved. */
    public boolean isEmpty() {
        return topics.isEmpty() && issues.isEmpty() && !many && transcripts.isEmpty();
    }
}
