package io.colony.engine.command;

import io.colony.engine.database.Transaction;

/** Who pushed to an issue's branch, as far as the code host told. */
interface Pushers {
    static Pushers postgres() {
        return new PostgresPushers();
    }

    /** Whether a push of theirs is on record. */
    boolean pushed(Transaction transaction, long issueId, String login);
}
