package io.colony.engine.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * An open transaction, handed down to every store that takes part in it.
 *
 * <p>Used by one thread, valid until the function given to {@link Database#inTransaction} returns.
 */
public final class Transaction {
    private final Session session;
    private final Pipeline pipeline = new Pipeline();

    Transaction(Session session) {
        this.session = session;
    }

    /** How a row becomes a value. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * For the {@code Postgres...} stores only; the architecture rules hold everybody else to that. What was left for {@link
     * #later} is sent first, so that every statement sees those before it.
     */
    public Handle handle() {
        send();
        return session.handle();
    }

    /**
     * Adds a statement whose result nobody needs: it travels with the next one that somebody waits for, or with the commit,
     * and saves its round trip. An error in it shows there.
     *
     * @param sql with {@code ?} for each value; text that becomes JSON needs a cast
     * @param values also {@link java.time.Instant}, and {@link java.util.Optional} or null for what may be missing
     */
    public void later(String sql, @Nullable Object... values) {
        pipeline.add(sql, Arrays.asList(values));
    }

    /**
     * Adds a row to a table that grows only and that nothing else looks at in this transaction: all such rows are written by
     * one statement, which travels with the commit. Rows of one table keep their order.
     *
     * @param values one for each place in the row; as for {@link #later}
     */
    public void append(Insert insert, @Nullable Object... values) {
        pipeline.append(insert, Arrays.asList(values));
    }

    /** Runs once the transaction is committed, and never where it is not. What is kept back stays so. */
    public void afterCommit(Runnable action) {
        session.afterCommit(action);
    }

    /** Runs a query together with what was left for {@link #later}, in one round trip. Arguments as there. */
    public <T> List<T> query(RowReader<T> reader, String sql, @Nullable Object... values) {
        return ask(reader, sql, values).rows();
    }

    /**
     * Asks without waiting: the question travels with the next statement that somebody waits for, with the first answer that
     * is read, or with the commit. Several questions that need nothing of each other cost one round trip so; those that the
     * function given to {@link Database#inReadTransaction} returns unread cost none besides the commit's.
     *
     * <p>An error in a question ends the transaction and shows where it is sent. Arguments as for {@link #later}.
     */
    public <T> Answer<T> ask(RowReader<T> reader, String sql, @Nullable Object... values) {
        Answer<T> answer = new Answer<>(() -> pipeline.send(session.connection()));
        pipeline.add(sql, Arrays.asList(values), reader, answer);
        return answer;
    }

    /** Runs a change together with what was left for {@link #later}; how many rows it changed. Arguments as there. */
    public int update(String sql, @Nullable Object... values) {
        pipeline.add(sql, Arrays.asList(values));
        return pipeline.send(session.connection());
    }

    /** Sends what was left, and the commit with it: the driver sees that there is nothing to commit any more. */
    void finish() {
        if (!pipeline.isEmpty()) {
            pipeline.commit(session.connection());
        }
    }

    /** Sends what was left. */
    void send() {
        pipeline.sendAll(session.connection());
    }
}
