package io.colony.web.live;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.ChangeTopic;
import io.colony.engine.status.Moved;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which changes a page waits for: those of topics, of one issue, of one run's transcript.
 *
 * @param run whose transcript
 */
public record Interest(Set<ChangeTopic> topics, Optional<IssueKey> issue, Optional<Long> run) {
    /** How a run is named among topics. */
    static final String RUN = "run-";

    public Interest {
        topics = Set.copyOf(topics);
    }

    /** Whatever happens. */
    public static Interest all() {
        return new Interest(EnumSet.allOf(ChangeTopic.class), Optional.empty(), Optional.empty());
    }

    public static Interest in(ChangeTopic... topics) {
        return new Interest(Set.copyOf(Arrays.asList(topics)), Optional.empty(), Optional.empty());
    }

    public static Interest in(IssueKey issue) {
        return new Interest(Set.of(), Optional.of(issue), Optional.empty());
    }

    /** The topics and the run, as an address carries them: {@code issues,queue,run-12}. */
    public String names() {
        return Stream.concat(topics.stream().sorted().map(ChangeTopic::slug), run.map(id -> RUN + id).stream())
                .collect(Collectors.joining(","));
    }

    boolean meets(Moved moved) {
        return topics.stream().anyMatch(moved.topics()::contains)
                || issue.filter(key -> moved.many() || moved.issues().contains(key))
                        .isPresent()
                || run.filter(id -> moved.many() || moved.transcripts().contains(id))
                        .isPresent();
    }
}
