package io.colony.testkit.github.world;

import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A GitHub App.
 *
 * @param bot who its acts are from
 * @param key that verifies its JSON Web Tokens
 * @param permissions by name, {@code read} or {@code write}
 * @param events that it subscribed to
 */
public record App(
        long id,
        String slug,
        Account owner,
        Account bot,
        PublicKey key,
        Map<String, String> permissions,
        List<String> events,
        Instant createdAt) {
    public String clientId() {
        return "Iv23li" + Long.toHexString(id * 7_919L + 1_000_003L);
    }
}
