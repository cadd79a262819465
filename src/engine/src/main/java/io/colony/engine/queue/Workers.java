package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who works, and who was last seen when. Every method takes part in the given transaction. */
public interface Workers {
    /** Workers kept in Postgres. */
    static Workers postgres() {
        return new PostgresWorkers();
    }

    /** Registers a worker that starts now; each start is a row of its own. */
    Worker register(Transaction transaction, NewWorker worker);

    /** Records that the worker lives. To be called in a reserved transaction: work must not hold it up. */
    void seen(Transaction transaction, long workerId, Instant at);

    /** Records that the worker ends. */
    void stopped(Transaction transaction, long workerId, Instant at);

    /** Workers that have not stopped, oldest first. Whether one of them was killed, {@link Worker#seenAt} tells. */
    List<Worker> running(Transaction transaction);

    /** All workers ever registered, newest first, at most {@code limit}. */
    List<Worker> list(Transaction transaction, int limit);

    /**
     * A worker that starts.
     *
     * @param agents the agents that it has, as {@link Offer#agents} names them
     * @param processStart tells its process from a later one of the same number; empty where the system does not say
     */
    record NewWorker(
            String name,
            String host,
            long pid,
            List<String> lanes,
            Instant startedAt,
            List<String> agents,
            Optional<String> processStart) {
        /** One without agents. */
        public NewWorker(String name, String host, long pid, List<String> lanes, Instant startedAt) {
            this(name, host, pid, lanes, startedAt, List.of(), Optional.empty());
        }
    }
}
