package io.colony.testkit.github.world;

import java.time.Instant;

/** Somebody's reaction, such as {@code eyes}. */
public record Reaction(long id, Account author, String content, Instant createdAt) {}
