package io.colony.engine.database;

import io.colony.engine.secret.Secret;
import java.time.Duration;

/**
 * Where the store is and how many connections may be held.
 *
 * @param url a {@code jdbc:postgresql:} URL without credentials
 * @param user the database role
 * @param password its password; {@link Secret#empty()} where the server asks for none
 * @param poolSize the most connections held at once; a claim waits at most {@code connectTimeout} for one
 * @param connectTimeout how long opening or borrowing a connection may take before it is an error
 */
public record DatabaseSettings(String url, String user, Secret password, int poolSize, Duration connectTimeout) {
    /** Pool of 10, 10 s. */
    public static DatabaseSettings of(String url, String user, Secret password) {
        return new DatabaseSettings(url, user, password, 10, Duration.ofSeconds(10));
    }
}
