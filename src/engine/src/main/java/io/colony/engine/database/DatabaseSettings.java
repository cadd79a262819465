package io.colony.engine.database;

import io.colony.engine.secret.Secret;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the store is and how many connections may be held.
 *
 * @param url a {@code jdbc:postgresql:} URL without credentials
 * @param user the database role that the engine works as
 * @param password its password; {@link Secret#empty()} where the server asks for none
 * @param poolSize the most connections that work holds at once; a claim waits at most {@code connectTimeout} for one. A
 *     process holds up to three more: two that work never gets, and the one that listens for notifications
 * @param connectTimeout how long opening or borrowing a connection may take before it is an error
 * @param owner the role that owns the tables: migrations run as it, and it grants {@code user} what {@link TablePolicy}
 *     says; empty where {@code user} owns them itself
 */
public record DatabaseSettings(
        String url, String user, Secret password, int poolSize, Duration connectTimeout, Optional<Login> owner) {
    /** A role and its password. */
    public record Login(String user, Secret password) {}

    /** One role owns everything. */
    public DatabaseSettings(String url, String user, Secret password, int poolSize, Duration connectTimeout) {
        this(url, user, password, poolSize, connectTimeout, Optional.empty());
    }

    /** Pool of 10, 10 s. */
    public static DatabaseSettings of(String url, String user, Secret password) {
        return new DatabaseSettings(url, user, password, 10, Duration.ofSeconds(10));
    }

    /** The same store with the tables owned by another role. */
    public DatabaseSettings ownedBy(Login login) {
        return new DatabaseSettings(url, user, password, poolSize, connectTimeout, Optional.of(login));
    }

    /** The same store as the role that owns the tables, for what only that one may do. */
    public DatabaseSettings asOwner() {
        Login login = owner.orElseGet(() -> new Login(user, password));
        return new DatabaseSettings(url, login.user(), login.password(), 2, connectTimeout);
    }
}
