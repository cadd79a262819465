package io.colony.engine.recovery.sentinel;

import io.colony.engine.workflow.IssueState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Issues that have been in their state for longer than is usual there. */
public final class Overdue implements Detector {
    private final SentinelQueries queries;
    private final Map<IssueState, Duration> ages;

    public Overdue(SentinelQueries queries, Map<IssueState, Duration> ages) {
        this.queries = queries;
        this.ages = Map.copyOf(ages);
    }

    @Override
    public String name() {
        return "overdue";
    }

    @Override
    public Duration interval() {
        return STORE_INTERVAL;
    }

    @Override
    public List<Finding> look(Instant now) {
        return queries.olderThan(ages, now).stream().map(this::finding).toList();
    }

    private Finding finding(SentinelQueries.Waiting issue) {
        Duration age = ages.getOrDefault(issue.state(), Duration.ZERO);
        return new Finding.Notice(
                issue.key().toString(),
                "It has been in state " + issue.state() + " since " + issue.since() + ", longer than " + words(age)
                        + "; ask 'colony why " + issue.key() + "'.");
    }

    private static String words(Duration age) {
        if (age.compareTo(Duration.ofDays(2)) >= 0) {
            return age.toDays() + " days";
        }
        return age.compareTo(Duration.ofHours(2)) >= 0 ? age.toHours() + " hours" : age.toMinutes() + " minutes";
    }
}
