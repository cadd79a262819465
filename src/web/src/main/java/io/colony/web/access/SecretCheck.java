package io.colony.web.access;

import io.colony.engine.config.CredentialHash;
import io.colony.engine.config.PagesUser;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Whose password or token it is. How much work that is depends on the form of what was given and never on whether there is
 * such a person. Safe for use by many threads.
 */
final class SecretCheck {
    /** So many passwords are hashed at once: more would take all processors from everybody else. */
    private static final int AT_ONCE = 2;

    /** And so many wait for that: whoever comes then comes again, and holds no thread of the server. */
    private static final int LINE = 6;

    private static final long PATIENCE_SECONDS = 5;

    private final VerifiedSecrets verified;
    private final CredentialHash noToken;
    private final SecureRandom random;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    SecretCheck(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.verified = new VerifiedSecrets(random, clock);
        this.noToken = CredentialHash.ofNobody(0, random);
    }

    /** What came of a check. */
    sealed interface Found {
        record Is(PagesUser user) implements Found {}

        record Wrong() implements Found {}

        /** Too much is being hashed already. */
        record Busy() implements Found {}
    }

    /** Whether this was right lately, which costs next to nothing to say. */
    Optional<PagesUser> known(Map<String, PagesUser> users, String login, String secret) {
        return Optional.ofNullable(users.get(login)).filter(user -> verified.knows(user, secret));
    }

    Found check(Map<String, PagesUser> users, String login, String secret) {
        Optional<PagesUser> user = Optional.ofNullable(users.get(login));
        boolean token = CredentialHash.looksLikeToken(secret);
        Optional<PagesUser> comparable = user.filter(known -> known.secret().isToken() == token);
        CredentialHash hash =
                comparable.map(PagesUser::secret).orElseGet(() -> token ? noToken : nobody(users.values()));
        return token ? found(comparable, hash.matches(secret), secret) : slowly(comparable, hash, secret);
    }

    /** Whose token it is, of all who have one. */
    Found bearer(Map<String, PagesUser> users, String token) {
        Optional<PagesUser> owner = Optional.empty();
        boolean form = CredentialHash.looksLikeToken(token);
        for (PagesUser user : users.values()) {
            if (user.secret().isToken() && user.secret().matches(token) && form) {
                owner = Optional.of(user);
            }
        }
        return found(owner, owner.isPresent(), token);
    }

    private Found slowly(Optional<PagesUser> user, CredentialHash hash, String secret) {
        try {
            if (places.getQueueLength() >= LINE || !places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return new Found.Busy();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Found.Busy();
        }
        try {
            return found(user, hash.matches(secret), secret);
        } finally {
            places.release();
        }
    }

    private Found found(Optional<PagesUser> user, boolean right, String secret) {
        if (!right || user.isEmpty()) {
            return new Found.Wrong();
        }
        verified.note(user.get(), secret);
        return new Found.Is(user.get());
    }

    /** As dear as the dearest that somebody has. */
    private CredentialHash nobody(Collection<PagesUser> users) {
        int iterations = users.stream()
                .mapToInt(user -> user.secret().iterations())
                .filter(count -> count > 0)
                .max()
                .orElse(CredentialHash.ITERATIONS);
        return CredentialHash.ofNobody(iterations, random);
    }
}
