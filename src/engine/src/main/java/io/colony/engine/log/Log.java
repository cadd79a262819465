package io.colony.engine.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where loggers are had, in place of SLF4J's own factory. */
public final class Log {
    private Log() {}

    /**
     * A logger whose entries are one line each, with nothing in them that a terminal obeys: agents, issues, commits and code
     * hosts put words into messages and failures, and the host's log (in Jenkins its own) prints them as they are. Safe for
     * use by many threads.
     *
     * @param type whose name the logger has
     */
    public static Logger of(Class<?> type) {
        return new OneLineLogger(LoggerFactory.getLogger(type));
    }
}
