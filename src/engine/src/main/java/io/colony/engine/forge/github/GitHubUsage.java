package io.colony.engine.forge.github;

import java.time.Instant;
import java.util.Optional;

/**
 * What a credential has been used for since the program started.
 *
 * @param identity {@code ops} or {@code coder}, with the owner where an App has an installation for each
 * @param requests that were sent, conditional and repeated ones among them
 * @param notModified how many of them were answered from memory, which GitHub does not count
 * @param held how many were not sent because GitHub asks to wait, or for the reserve
 * @param limit requests in an hour, as GitHub last said
 * @param remaining of them
 * @param resetsAt when {@code remaining} becomes {@code limit}
 */
public record GitHubUsage(
        String identity,
        long requests,
        long notModified,
        long held,
        Optional<Integer> limit,
        Optional<Integer> remaining,
        Optional<Instant> resetsAt) {}
