package io.colony.engine.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Optional;

/**
 * The connections that one process holds: those that work is done on, and a few that work never gets. What says that this
 * process lives must not wait behind its work. The reserved ones are opened when first used, so that a short command does
 * not pay for them.
 */
final class Pools implements AutoCloseable {
    private static final int RESERVED = 2;
    private static final long SOON_MILLIS = 5_000;

    private final HikariDataSource work;
    private final HikariDataSource reserved;

    private Pools(HikariDataSource work, HikariDataSource reserved) {
        this.work = work;
        this.reserved = reserved;
    }

    /**
     * Connects with what the settings say; throws what Hikari throws.
     *
     * @param first what each connection begins with
     */
    static Pools connect(DatabaseSettings settings, Optional<String> first) {
        HikariConfig config = config(settings);
        config.setPoolName("colony");
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(Math.min(2, settings.poolSize()));
        config.addDataSourceProperty("ApplicationName", first.isPresent() ? "colony" : Database.OWNER_NAME);
        first.ifPresent(config::setConnectionInitSql);
        return new Pools(new HikariDataSource(config), reserved(settings, first));
    }

    private static HikariDataSource reserved(DatabaseSettings settings, Optional<String> first) {
        HikariConfig config = config(settings);
        config.setPoolName("colony-reserved");
        config.setMaximumPoolSize(RESERVED);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(
                Math.min(SOON_MILLIS, settings.connectTimeout().toMillis()));
        // Opening the pool asks for nothing; whoever borrows is told when the server is away.
        config.setInitializationFailTimeout(-1);
        // A beat that a crash of the server takes along was due again anyway: it need not wait for a disk.
        String noWait = "set synchronous_commit = off";
        config.setConnectionInitSql(first.map(sql -> noWait + "; " + sql).orElse(noWait));
        return new HikariDataSource(config);
    }

    private static HikariConfig config(DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setDriverClassName("org.postgresql.Driver");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password().reveal());
        config.setConnectionTimeout(settings.connectTimeout().toMillis());
        // Set once for each connection: asking for it in each transaction takes three more round trips.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "colony");
        config.addDataSourceProperty("options", "-c TimeZone=UTC");
        config.addDataSourceProperty(
                "connectTimeout", Long.toString(settings.connectTimeout().toSeconds()));
        return config;
    }

    HikariDataSource work() {
        return work;
    }

    HikariDataSource reserved() {
        return reserved;
    }

    /** The pool to borrow from for a moment without holding work up: the workers' own where one lies idle. */
    HikariDataSource atOnce() {
        return work.getHikariPoolMXBean().getIdleConnections() > 0 ? work : reserved;
    }

    @Override
    public void close() {
        reserved.close();
        work.close();
    }
}
