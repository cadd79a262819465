package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.List;

/** Who works, and who was last seen when. Every method takes part in the given transaction. */
public interface Workers {
    /** Workers kept in Postgres. */
    static Workers postgres() {
        return new PostgresWorkers();
    }

    /** Registers a worker that starts now; each start is a row of its own. */
    Worker register(Transaction transaction, NewWorker worker);

    /** Records that the worker lives. */
    void seen(Transaction transaction, long workerId, Instant at);

    /** Records that the worker ends. */
    void stopped(Transaction transaction, long workerId, Instant at);

    /** Workers that have not stopped, oldest first. Whether one of them was killed, {@link Worker#seenAt} tells. */
    List<Worker> running(Transaction transaction);

    /** All workers ever registered, newest first, at most {@code limit}. */
    List<Worker> list(Transaction transaction, int limit);

    /** A worker that starts. */
    record NewWorker(String name, String host, long pid, List<String> lanes, Instant startedAt) {}
}
