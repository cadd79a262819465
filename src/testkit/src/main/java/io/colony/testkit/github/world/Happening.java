package io.colony.testkit.github.world;

import java.util.Map;
import java.util.Optional;

/**
 * Something that webhooks tell.
 *
 * @param event as in {@code X-GitHub-Event}
 * @param action empty for events that have none, such as {@code push}
 * @param details what is told beside repository and sender, by its name in the payload
 */
public record Happening(Repo repo, String event, Optional<String> action, Account sender, Map<String, Object> details) {
    /** Whoever wants to know. Called with the world locked: reads what is needed, and waits for nothing. */
    @FunctionalInterface
    public interface Witness {
        void saw(Happening happening);
    }
}
