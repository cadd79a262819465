package io.colony.engine;

import io.colony.engine.database.Database;
import io.colony.engine.log.Log;
import io.colony.engine.queue.DispatchStop;
import io.colony.engine.queue.DispatchStops;
import io.colony.engine.stage.Leases;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/** Ends what this process runs while dispatch is stopped. Used by one thread. */
final class DispatchWatch {
    /** How often it looks: by itself, since a stop must not depend on anybody being heard. */
    static final Duration INTERVAL = Duration.ofMillis(500);

    private static final Logger LOG = Log.of(DispatchWatch.class);

    private final Database database;
    private final List<Leases> leases;
    private final DispatchStops stops = DispatchStops.postgres();
    private Optional<DispatchStop> before = Optional.empty();

    /** @param leases of all that runs here, by workers of this process or by its host */
    DispatchWatch(Database database, List<Leases> leases) {
        this.database = database;
        this.leases = List.copyOf(leases);
    }

    boolean step() {
        // Not behind work: what hangs there is what is to be ended.
        Optional<DispatchStop> stop = database.inReservedTransaction(stops::open);
        // Again and again: whoever claimed at that moment may have been too late to be told.
        stop.ifPresent(now ->
                leases.forEach(held -> held.stopAll("dispatch was stopped by " + now.by() + ": " + now.reason())));
        if (!stop.equals(before)) {
            LOG.warn(
                    stop.isPresent() ? "Dispatch is stopped; {} runs are ended here." : "Dispatch goes on; {} runs.",
                    leases.stream().mapToInt(Leases::running).sum());
            before = stop;
        }
        return false;
    }
}
