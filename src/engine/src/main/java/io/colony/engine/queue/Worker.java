package io.colony.engine.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who runs tasks.
 *
 * @param lanes the executors that it offers
 * @param seenAt when it last said that it lives
 * @param stoppedAt when it said that it ends; empty for one that lives or was killed
 * @param agents the agents that it has, as {@link Offer#agents} names them
 * @param processStart tells its process from a later one of the same number; empty where the system did not say
 */
public record Worker(
        long id,
        String name,
        String host,
        long pid,
        List<String> lanes,
        Instant startedAt,
        Instant seenAt,
        Optional<Instant> stoppedAt,
        List<String> agents,
        Optional<String> processStart) {}
