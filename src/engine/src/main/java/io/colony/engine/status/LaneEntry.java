package io.colony.engine.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;

/**
 * What an executor has to do in a repository.
 *
 * @param queued tasks that wait for a worker, those that are held until a time included
 * @param running tasks that a worker holds
 * @param oldestDue since when the first of those that may be claimed now could have been; empty where none may
 */
public record LaneEntry(
        String executor,
        String repository,
        long queued,
        long running,
        @JsonProperty("oldest_due") Optional<Instant> oldestDue) {}
