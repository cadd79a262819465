package io.colony.testkit.github.hook;

import java.util.Optional;

/**
 * A webhook that was sent, or was to be.
 *
 * @param guid the same when it is sent again
 * @param status that was answered; 0 where there was no answer within ten seconds, empty where it was lost on purpose
 */
public record Delivery(long hook, String guid, String event, String action, String body, Optional<Integer> status) {}
