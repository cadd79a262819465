package io.colony.testkit.github.world;

import java.time.Instant;
import java.util.Optional;

/** What happened to an issue or pull request, as its time line shows it, such as {@code labeled}. */
public record IssueEvent(
        long id,
        String event,
        Account actor,
        Instant at,
        Optional<Label> label,
        Optional<String> commit,
        String note) {}
