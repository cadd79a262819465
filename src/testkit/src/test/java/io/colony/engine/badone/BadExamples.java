package io.colony.engine.badone;

import io.colony.engine.ColonyException;
import io.colony.engine.badtwo.OtherHalf;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.slf4j.LoggerFactory;

/** Breaks the rules on purpose, one class each, so that the rules are known to bite. */
public final class BadExamples {
    private BadExamples() {}

    static final class Cycle {
        String half() {
            return OtherHalf.NAME;
        }
    }

    static final class Sql {
        boolean open(Connection connection) throws SQLException {
            return !connection.isClosed();
        }
    }

    static final class Processes {
        Process start() throws IOException {
            return new ProcessBuilder("true").start();
        }
    }

    static final class PastTheForge {
        String login(org.kohsuke.github.GHUser user) {
            return user.getLogin();
        }
    }

    static final class Clock {
        Instant now() {
            return Instant.now();
        }
    }

    static final class Sleep {
        void rest() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    static final class Environment {
        String home() {
            return String.valueOf(System.getenv("HOME"));
        }
    }

    static final class Output {
        void say() {
            System.out.println("no");
        }
    }

    static final class OwnLog {
        void say() {
            LoggerFactory.getLogger("own").info("hello");
        }
    }

    static final class CatchAll {
        int parse(String text) {
            try {
                return Integer.parseInt(text);
            } catch (Exception failure) {
                return 0;
            }
        }
    }

    static final class Stranger extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static final class Silent extends ColonyException {
        private static final long serialVersionUID = 1L;

        Silent() {
            super("");
        }
    }

    static final class CostSummary {
        int cost;
    }

    static final class OwnTransaction {
        static void later(org.jdbi.v3.core.Handle handle) {
            handle.afterCommit(() -> {});
        }
    }
}
