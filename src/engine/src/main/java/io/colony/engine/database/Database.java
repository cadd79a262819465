package io.colony.engine.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jdbi.v3.postgres.PostgresPlugin;
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
    private static final Set<String> RETRIED = Set.of("40001", "40P01");

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool).installPlugin(new PostgresPlugin());
    }

    /**
     * Connects, and brings the schema to this program's version.
     *
     * @throws DatabaseException when the server cannot be reached or its schema is newer than this program
     */
    public static Database open(DatabaseSettings settings) {
        HikariDataSource pool = connect(settings);
        try {
            migrate(pool);
            return new Database(pool);
        } catch (FlywayException failure) {
            pool.close();
            throw new DatabaseException(
                    "The schema at " + settings.url() + " could not be brought up to date: " + failure.getMessage()
                            + ". Nothing was changed; use a Colony of the schema's version, or an empty database.",
                    failure);
        }
    }

    private static HikariDataSource connect(DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("colony");
        config.setDriverClassName("org.postgresql.Driver");
        config.setUsername(settings.user());
        config.setPassword(settings.password().reveal());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(Math.min(2, settings.poolSize()));
        config.setConnectionTimeout(settings.connectTimeout().toMillis());
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "colony");
        config.addDataSourceProperty("options", "-c TimeZone=UTC");
        config.addDataSourceProperty(
                "connectTimeout", Long.toString(settings.connectTimeout().toSeconds()));
        try {
            config.setJdbcUrl(settings.url());
            return new HikariDataSource(config);
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

    private static void migrate(HikariDataSource pool) {
        Flyway.configure(Database.class.getClassLoader())
                .dataSource(pool)
                .locations("classpath:io/colony/engine/database/migration")
                .validateMigrationNaming(true)
                .load()
                .migrate();
    }

    /**
     * Runs the function in one transaction: committed when it returns, rolled back when it throws.
     *
     * @throws DatabaseException when no connection can be had
     */
    public <T extends @Nullable Object> T inTransaction(Function<Transaction, T> function) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jdbi.inTransaction(
                        TransactionIsolationLevel.READ_COMMITTED, handle -> function.apply(new Transaction(handle)));
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
     * meanwhile.
     *
     * @throws DatabaseException when no connection can be had
     */
    public <T extends @Nullable Object> T inReadTransaction(Function<Transaction, T> function) {
        try {
            return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
                handle.execute("set transaction read only");
                return function.apply(new Transaction(handle));
            });
        } catch (ConnectionException failure) {
            throw unreachable(failure);
        } catch (RuntimeException failure) {
            throw inWords(failure);
        }
    }

    /** Trouble of the store has words of its own; everything else stays what it is. */
    private static RuntimeException inWords(RuntimeException failure) {
        Optional<DatabaseException> trouble = StoreTrouble.of(failure);
        return trouble.isPresent() ? trouble.get() : failure;
    }

    /** Closes the pool; statements under way are ended. */
    @Override
    public void close() {
        pool.close();
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

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
