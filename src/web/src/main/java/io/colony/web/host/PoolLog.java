package io.colony.web.host;

import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Keeps what the connection pool says of each attempt to connect, with its stack traces, out of the host's log, where one
 * sentence of ours says the same. What an administrator asks for by a log recorder, FINE and below, stays.
 */
public final class PoolLog {
    /** The pools' names begin like that; those of others do not. */
    private static final String OURS = "colony";

    /** Held, since Java forgets a logger that nobody holds. */
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("com.zaxxer.hikari.HikariDataSource"),
            Logger.getLogger("com.zaxxer.hikari.pool.HikariPool"),
            Logger.getLogger("com.zaxxer.hikari.pool.PoolBase"),
            Logger.getLogger("com.zaxxer.hikari.pool.ProxyConnection"));

    private PoolLog() {}

    public static void quieten() {
        for (Logger logger : LOGGERS) {
            Filter before = logger.getFilter();
            logger.setFilter(line -> !isOurs(line) && (before == null || before.isLoggable(line)));
        }
    }

    static boolean isOurs(LogRecord line) {
        return line.getLevel().intValue() > Level.CONFIG.intValue()
                && String.valueOf(line.getMessage()).startsWith(OURS);
    }
}
