package io.colony.engine.intake.webhook;

import io.colony.engine.secret.Secret;
import java.util.List;

/**
 * Which webhooks are let in.
 *
 * @param secrets that payloads may be signed with: the present one, and during a rotation the one before; none closes the
 *     entrance
 * @param bodyLimit the longest payload, in bytes; default 5 MiB
 */
public record WebhookSettings(List<Secret> secrets, int bodyLimit) {
    /** A shorter one can be guessed from one signed payload. */
    public static final int SHORTEST_SECRET = 16;

    public static final int DEFAULT_BODY_LIMIT = 5 << 20;

    /** No secret: the entrance is closed. */
    public static final WebhookSettings CLOSED = new WebhookSettings(List.of(), DEFAULT_BODY_LIMIT);

    public WebhookSettings {
        secrets = secrets.stream().filter(secret -> !secret.isEmpty()).toList();
    }
}
