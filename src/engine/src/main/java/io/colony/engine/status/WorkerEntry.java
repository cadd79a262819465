package io.colony.engine.status;

import io.colony.engine.issue.IssueKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A worker that runs, or that stopped or fell silent within the last day.
 *
 * @param lanes the executors that it runs
 * @param live whether it reported within the last minute and has not stopped
 * @param busyWith the issues whose tasks it holds
 */
public record WorkerEntry(
        long id,
        String name,
        String host,
        long pid,
        List<String> lanes,
        Instant startedAt,
        Instant seenAt,
        Optional<Instant> stoppedAt,
        boolean live,
        List<IssueKey> busyWith) {}
