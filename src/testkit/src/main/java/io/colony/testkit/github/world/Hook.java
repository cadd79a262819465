package io.colony.testkit.github.world;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a repository's events are sent.
 *
 * @param secrets what deliveries are signed with: the first; a test may rotate
 * @param events {@code *} is all of them
 * @param installation named in the payload, where the hook is an app's
 */
public record Hook(long id, String url, List<String> secrets, Set<String> events, Optional<Installation> installation) {
    public boolean wants(String event) {
        return events.contains("*") || events.contains(event);
    }
}
