package io.colony.engine.command;

import io.colony.engine.database.Transaction;
import java.time.Instant;
import java.util.Optional;

/**
 * Which requests that concern no single issue were carried out, and what was answered. Refusals are not kept: they changed
 * nothing, and the same request may be granted later. Takes part in the given transaction.
 */
interface InstallationLog {
    static InstallationLog postgres() {
        return new PostgresInstallationLog();
    }

    /**
     * What was answered to this very request when it was carried out, and that it was not done again. Where that is empty, nobody else carries it out until
     * the transaction ends.
     */
    Optional<OperatorAnswer> begin(Transaction transaction, CommandName name);

    /** Keeps the answer to a request that was carried out. */
    void end(Transaction transaction, Entry entry, OperatorAnswer answer, Instant at);

    /**
     * A request as it came.
     *
     * @param command its words
     */
    record Entry(CommandName name, String login, String command) {}
}
