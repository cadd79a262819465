package io.colony.engine.intake.webhook;

import io.colony.engine.forge.HostSignal;

/**
 * A webhook to be stored.
 *
 * @param id as the code host names the delivery; the same when it is sent again
 * @param bodySha256 of the payload's bytes
 * @param signal what was read of the payload: all of it that is stored
 */
public record NewDelivery(String forge, String id, String event, String bodySha256, HostSignal signal) {}
