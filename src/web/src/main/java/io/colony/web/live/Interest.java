package io.colony.web.live;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.ChangeTopic;
import io.colony.engine.status.StoreChanges;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a page wants to hear of: changes in its topics, or of its issue. */
record Interest(Set<ChangeTopic> topics, Optional<IssueKey> issue) {
    Interest {
        topics = Set.copyOf(topics);
    }

    /**
     * Reads the address's parameters; what it does not know is left out, and who names nothing hears of everything but
     * transcripts.
     *
     * @throws RuntimeException where the issue's key has a wrong form
     */
    static Interest of(@Nullable String topics, @Nullable String issue) {
        Set<ChangeTopic> known = Arrays.stream(topics == null ? new String[0] : topics.split(","))
                .map(ChangeTopic::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        Optional<IssueKey> key =
                Optional.ofNullable(issue).filter(text -> !text.isEmpty()).map(IssueKey::parse);
        return known.isEmpty() && key.isEmpty()
                ? new Interest(EnumSet.complementOf(EnumSet.of(ChangeTopic.TRANSCRIPTS)), key)
                : new Interest(known, key);
    }

    boolean isMetBy(StoreChanges changes) {
        return !Collections.disjoint(topics, changes.topics())
                || issue.filter(key -> changes.many() || changes.issues().contains(key))
                        .isPresent();
    }
}
