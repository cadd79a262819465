package io.colony.testkit.github.world;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * An app, installed for an account.
 *
 * @param repositories the ids of those that it was given; changes with what a test does
 */
public record Installation(
        long id,
        App app,
        Account account,
        Map<String, String> permissions,
        Set<Long> repositories,
        Instant createdAt) {}
