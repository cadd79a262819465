package io.colony.engine.database;

import java.sql.SQLException;
import java.util.Optional;

/** Tells what of a failed transaction is trouble of the store itself, which ends by itself or by an operator, in words. */
final class StoreTrouble {
    private StoreTrouble() {}

    /** Empty where the store is well and the statement was not. */
    static Optional<DatabaseException> of(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseException known) {
                return Optional.of(known);
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return words(sql.getSQLState())
                        .map(words -> new DatabaseException(words.formatted(firstLine(sql)), failure));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> words(String state) {
        if (state.startsWith("08") || state.startsWith("57P")) {
            return Optional.of("The connection to the store was lost: %s. Work goes on when it is back; what was not"
                    + " committed is done again.");
        }
        return switch (state) {
            case "53100" ->
                Optional.of("The disk that Postgres writes to is full: %s. Make room on it; work goes on by itself"
                        + " then, and nothing that was committed is lost.");
            case "53300" ->
                Optional.of("Postgres has no connection left: %s. End other clients or raise its max_connections; work"
                        + " goes on by itself then.");
            case "53200", "58030", "XX001" ->
                Optional.of("Postgres cannot work at present: %s. See its log; work goes on when it can.");
            case "55P03" ->
                Optional.of("Somebody holds a lock on the store's tables: %s. pg_stat_activity and pg_locks say who;"
                        + " ask again when it is let go.");
            case "25006" ->
                Optional.of("Postgres takes no writes at present: %s. Is it a standby? Name the primary, or wait until"
                        + " it is one.");
            default -> Optional.empty();
        };
    }

    private static String firstLine(SQLException failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("no words");
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
