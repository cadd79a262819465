package io.colony.testkit.github.world;

import java.time.Instant;
import java.util.Optional;

/** A status of a commit; later ones of a context replace earlier ones. */
public record Status(
        long id,
        String sha,
        String context,
        String state,
        Optional<String> description,
        Optional<String> targetUrl,
        Account creator,
        Instant createdAt) {}
