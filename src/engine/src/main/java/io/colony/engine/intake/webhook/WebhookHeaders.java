package io.colony.engine.intake.webhook;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What comes with a webhook besides its payload, as it came: nothing of it is checked.
 *
 * @param event {@code X-GitHub-Event}
 * @param delivery {@code X-GitHub-Delivery}
 * @param signature {@code X-Hub-Signature-256}
 * @param contentType {@code Content-Type}
 * @param contentLength {@code Content-Length}; empty where it is not given
 */
public record WebhookHeaders(
        Optional<String> event,
        Optional<String> delivery,
        Optional<String> signature,
        Optional<String> contentType,
        OptionalLong contentLength) {}
