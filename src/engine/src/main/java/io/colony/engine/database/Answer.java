package io.colony.engine.database;

import io.colony.engine.ColonyException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Transaction#ask} will have been told: its rows are there once the question was sent, which reading them brings
 * about where nothing else did. Used by the transaction's thread; rows that were read stay when the transaction is over.
 */
public final class Answer<T> {
    private final Runnable send;
    private @Nullable List<T> rows;

    Answer(Runnable send) {
        this.send = send;
    }

    void are(List<T> read) {
        rows = Collections.unmodifiableList(read);
    }

    /**
     * All rows, in the order of the query.
     *
     * @throws ColonyException when the question was sent and failed, as its transaction did
     */
    public List<T> rows() {
        if (rows == null) {
            send.run();
        }
        if (rows == null) {
            throw new ColonyException(
                    "A question to the store has no answer: its transaction failed. Ask again in another one.");
        }
        return rows;
    }

    /** The first row; empty when there is none. */
    public Optional<T> first() {
        return rows().stream().findFirst();
    }
}
