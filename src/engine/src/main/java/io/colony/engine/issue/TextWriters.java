package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import java.util.Locale;

/**
 * Who asked for an issue's change besides its author: by an edit or an answer that was let through. What a program wrote, or
 * nobody knows who, is theirs who let it through: whoever may write can have a program write for them. So is an edit by somebody
 * who may write, which may hold others' words and so names no author.
 */
public interface TextWriters {
    static TextWriters postgres() {
        return new PostgresTextWriters();
    }

    /** Whether the code host says of this login that it is a program's. */
    static boolean isProgram(String login) {
        return login.toLowerCase(Locale.ROOT).endsWith("[bot]");
    }

    /** Whether words of theirs are in what agents were given; logins are the same in upper and lower case. */
    boolean include(Transaction transaction, long issueId, String login);
}
