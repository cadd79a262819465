package io.colony.engine.database;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.ConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * The store's connection pool and its transactions. Safe for use by many threads.
 *
 * <p>Transactions run at READ COMMITTED: every decision that needs more takes the row locks it relies on. A transaction
 * that Postgres ends because of a deadlock or a serialization failure is run again, at most {@value #ATTEMPTS} times in
 * all, so the function given must have no effect besides the store.
 */
public final class Database implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    /** What the server shows for connections made by {@link #openAsOwner}. */
    public static final String OWNER_NAME = "colony-owner";

    private static final Set<String> RETRIED = Set.of("40001", "40P01");

    /** The version that the schema has. */
    public static final String SCHEMA =
            "select version from flyway_schema_history where success and version is not null"
                    + " order by installed_rank desc limit 1";

    /** Travels with the transaction's first statement: it takes no round trip of its own. */
    private static final String ONE_INSTANT = "set transaction isolation level repeatable read, read only";

    /** Whoever reads can ask again; without an end to its wait, a locked table would take every connection in turn. */
    private static final String SHORT_WAIT = "set local lock_timeout = '5s'";

    /** Connections that readers leave to work, where there are so many. */
    private static final int FOR_WORK = 4;

    private final DatabaseSettings settings;
    private final Pools pools;
    private final Semaphore readers;
    private final Sessions work;
    private final Sessions reserved;
    private final Optional<String> schema;
    private final List<Runnable> beforeClose = new CopyOnWriteArrayList<>();

    private Database(DatabaseSettings settings, Pools pools, Optional<String> schema) {
        this.settings = settings;
        this.pools = pools;
        this.readers = new Semaphore(Math.max(2, settings.poolSize() - FOR_WORK), true);
        this.work = new Sessions(pools.work());
        this.reserved = new Sessions(pools.reserved());
        this.schema = schema;
    }

    /**
     * Brings the schema to this program's version, as the owner where the settings name one, and connects.
     *
     * @throws DatabaseException when the server cannot be reached or its schema is newer than this program
     */
    public static Database open(DatabaseSettings settings) {
        Prepared prepared = prepare(settings);
        // A process that opened an earlier life of the store is let in no more once a backup was restored.
        String letIn = "select require_incarnation('" + prepared.incarnation() + "')";
        return new Database(settings, connect(settings, Optional.of(letIn)), Optional.of(prepared.schema()));
    }

    /**
     * Connects as the role that owns the tables, and changes nothing: for what is done before the schema is there, and for
     * grants.
     */
    public static Database openAsOwner(DatabaseSettings settings) {
        DatabaseSettings owner = settings.asOwner();
        return new Database(owner, connect(owner, Optional.empty()), Optional.empty());
    }

    /** Which life of the store was opened, and the version that its schema had then. */
    private record Prepared(String incarnation, String schema) {}

    /** Brings schema and grants up to date as the owner, and answers what is there then. */
    private static Prepared prepare(DatabaseSettings settings) {
        try (Database owner = openAsOwner(settings)) {
            owner.migrations().migrate();
            return owner.inTransaction(transaction -> {
                if (settings.owner().isPresent()) {
                    new StoreGrants(settings.user()).apply(transaction);
                }
                return transaction
                        .handle()
                        .createQuery("select incarnation::text as incarnation, (" + SCHEMA
                                + ") as schema from store_identity")
                        .map((row, context) -> new Prepared(row.getString("incarnation"), row.getString("schema")))
                        .one();
            });
        }
    }

    /** The version that the schema had when this was opened; empty on a database that was opened as the owner. */
    public Optional<String> schemaVersion() {
        return schema;
    }

    /** The schema's versions; on a database that was opened as the owner. */
    public Migrations migrations() {
        return new Migrations(pools.work(), settings.url(), settings.user());
    }

    private static Pools connect(DatabaseSettings settings, Optional<String> first) {
        try {
            return Pools.connect(settings, first);
        } catch (PoolInitializationException | IllegalArgumentException failure) {
            throw new DatabaseException(
                    "No Postgres answers at " + settings.url() + " as user '" + settings.user() + "': "
                            + rootMessage(failure) + ". Check the URL, user and password, and that the server runs.",
                    failure);
        } catch (RuntimeException failure) {
            // Hikari wraps a URL that no driver accepts in a bare RuntimeException.
            throw new DatabaseException(
                    "'" + settings.url() + "' is not a Postgres JDBC URL: " + rootMessage(failure)
                            + ". It should read jdbc:postgresql://HOST:PORT/DATABASE.",
                    failure);
        }
    }

    /**
     * Runs the function in one transaction: committed when it returns, rolled back when it throws.
     *
     * @throws DatabaseException when no connection can be had
     */
    public <T extends @Nullable Object> T inTransaction(Function<Transaction, T> function) {
        return repeated(() -> work.inTransaction(function));
    }

    /**
     * The same on a connection that work never gets, for what must not wait behind work: a heartbeat, a sign of life. It
     * does not wait for the disk: what the server loses in a crash, it loses.
     */
    public <T extends @Nullable Object> T inReservedTransaction(Function<Transaction, T> function) {
        return repeated(() -> reserved.inTransaction(function));
    }

    /** One statement on a connection of the pool. */
    @FunctionalInterface
    public interface Statement<T extends @Nullable Object> {
        T run(Connection connection) throws SQLException;
    }

    /**
     * Runs one single statement by plain JDBC, as a transaction by itself: half the round trips of {@link #inTransaction}, and
     * nothing between the caller and the driver. For what is done thousands of times a second.
     *
     * @throws DatabaseException when no connection can be had, or the statement fails
     */
    public <T extends @Nullable Object> T inStatement(Statement<T> statement) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = pools.work().getConnection()) {
                return statement.run(connection);
            } catch (SQLException failure) {
                if (attempt == ATTEMPTS || !RETRIED.contains(sqlState(failure))) {
                    throw new DatabaseException(
                            "The store did not carry out a statement: " + rootMessage(failure)
                                    + ". Nothing was changed; it is worth another try when the store is back.",
                            failure);
                }
            }
        }
    }

    private static <T extends @Nullable Object> T repeated(Supplier<T> transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.get();
            } catch (ConnectionException failure) {
                throw unreachable(failure);
            } catch (RuntimeException failure) {
                if (attempt == ATTEMPTS || !RETRIED.contains(sqlState(failure))) {
                    throw inWords(failure);
                }
            }
        }
    }

    /** {@link #inTransaction} for a function that answers nothing. */
    public void useTransaction(Consumer<Transaction> function) {
        this.<@Nullable Void>inTransaction(transaction -> {
            function.accept(transaction);
            return null;
        });
    }

    /**
     * Runs the function in one transaction that cannot write and sees the store as of one instant, whatever is committed
     * meanwhile. {@link Transaction#ask Answers} that it returns unread are read when it is over.
     *
     * @throws DatabaseException when no connection can be had, or a table is locked for longer than 5 s
     */
    public <T extends @Nullable Object> T inReadTransaction(Function<Transaction, T> function) {
        return once(() -> work.inTransaction(transaction -> {
            transaction.later(ONE_INSTANT);
            transaction.later(SHORT_WAIT);
            return function.apply(transaction);
        }));
    }

    /**
     * Runs a function that asks one question, without a transaction around it: one round trip. A second question would see a
     * later instant: that is what {@link #inReadTransaction} is for.
     *
     * @throws DatabaseException when no connection can be had
     */
    public <T extends @Nullable Object> T inSingleRead(Function<Transaction, T> function) {
        return once(() -> work.withoutTransaction(function));
    }

    private static <T extends @Nullable Object> T once(Supplier<T> work) {
        try {
            return work.get();
        } catch (ConnectionException failure) {
            throw unreachable(failure);
        } catch (RuntimeException failure) {
            throw inWords(failure);
        }
    }

    /**
     * Asks the server for nothing but an answer. An empty transaction would not: nothing is sent before its first
     * statement.
     *
     * @throws RuntimeException when there is none
     */
    public void ping() {
        useTransaction(transaction -> transaction.handle().execute("select 1"));
    }

    /**
     * How many may read for people at a time: claims and results of stages take their connections from the same pool, and
     * nobody who only looks is to make them wait. For who opens such reads.
     */
    public Semaphore readers() {
        return readers;
    }

    /** The channel of that name; a name is letters and underscores. */
    public Channel channel(String name) {
        return new Channel(name, settings, pools);
    }

    /** What is to be done while the store can still be reached. */
    public void beforeClose(Runnable last) {
        beforeClose.add(last);
    }

    /** Closes the pools; statements under way are ended. */
    @Override
    public void close() {
        beforeClose.forEach(Runnable::run);
        pools.close();
    }

    /** Trouble of the store has words of its own; everything else stays what it is. */
    private static RuntimeException inWords(RuntimeException failure) {
        Optional<DatabaseException> trouble = StoreTrouble.of(failure);
        return trouble.isPresent() ? trouble.get() : failure;
    }

    private static DatabaseException unreachable(ConnectionException failure) {
        return new DatabaseException(
                "No connection to the store: " + rootMessage(failure) + ". Work goes on when it is back.", failure);
    }

    private static String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    /** The innermost words: a connection that ends without any has none at its root. */
    private static String rootMessage(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            message = cause.getMessage() == null ? message : cause.getMessage();
        }
        // What we say goes on after it.
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
