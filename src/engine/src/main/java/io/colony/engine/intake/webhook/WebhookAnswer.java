package io.colony.engine.intake.webhook;

/**
 * What a webhook is answered.
 *
 * @param text what it came to and what to do about it, for whoever looks at the code host's list of deliveries; nothing of
 *     the payload is in it
 */
public record WebhookAnswer(WebhookResult result, String text) {}
