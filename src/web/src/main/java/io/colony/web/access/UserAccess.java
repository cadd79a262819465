package io.colony.web.access;

import io.colony.engine.config.CredentialHash;
import io.colony.engine.config.PagesUser;
import io.colony.engine.log.Log;
import io.colony.web.access.FailedAttempts.Attempt;
import io.colony.web.access.SecretCheck.Found;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/**
 * HTTP's Basic authentication with a password or token, which browsers ask for, and Bearer with a token, for programs. Says
 * neither whether there is such a person nor what was wrong. Safe for use by many threads.
 */
public final class UserAccess implements Access {
    private static final Logger LOG = Log.of(UserAccess.class);

    private static final Entry CHALLENGE = new Entry.Challenged(
            Map.of("WWW-Authenticate", "Basic realm=\"Colony\", charset=\"UTF-8\""),
            "Give the login and the password or token that 'colony user add' made for you. Programs send the token as"
                    + " 'Authorization: Bearer'.");

    private final Supplier<Map<String, PagesUser>> users;
    private final FailedAttempts failures;
    private final SecretCheck check;

    /** @param users as they are at this moment, by login */
    public UserAccess(Supplier<Map<String, PagesUser>> users, InstantSource clock, SecureRandom random) {
        this.users = users;
        this.failures = new FailedAttempts(clock);
        this.check = new SecretCheck(random, clock);
    }

    @Override
    public Entry enter(HttpServletRequest request) {
        return switch (Credentials.of(request)) {
            case Credentials.None none -> CHALLENGE;
            case Credentials.Unreadable unreadable -> CHALLENGE;
            case Credentials.Basic basic -> basic(request, basic);
            case Credentials.Bearer bearer -> bearer(request, bearer);
        };
    }

    private Entry basic(HttpServletRequest request, Credentials.Basic given) {
        Map<String, PagesUser> all = users.get();
        return check.known(all, given.login(), given.secret())
                .map(UserAccess::admitted)
                .orElseGet(() -> attempt(
                        new Attempt(
                                Origin.address(request),
                                // What cannot be a login may be a secret in the wrong field: it is not kept.
                                PagesUser.isLogin(given.login()) ? given.login() : "?",
                                !CredentialHash.looksLikeToken(given.secret())),
                        () -> check.check(all, given.login(), given.secret())));
    }

    private Entry bearer(HttpServletRequest request, Credentials.Bearer given) {
        Map<String, PagesUser> all = users.get();
        return attempt(new Attempt(Origin.address(request), "", false), () -> check.bearer(all, given.token()));
    }

    private Entry attempt(Attempt attempt, Supplier<Found> look) {
        return failures.begin(attempt).map(UserAccess::wait).orElseGet(() -> ended(attempt, look.get()));
    }

    private Entry ended(Attempt attempt, Found found) {
        return switch (found) {
            case Found.Is is -> {
                failures.succeeded(attempt);
                yield admitted(is.user());
            }
            case Found.Wrong wrong -> {
                // A login that nobody has may be a secret in the wrong field.
                LOG.warn(
                        "Wrong password or token for {} from {}.",
                        users.get().containsKey(attempt.login()) ? attempt.login() : "nobody who is known",
                        attempt.address());
                yield CHALLENGE;
            }
            case Found.Busy busy -> {
                failures.undo(attempt);
                yield wait(Duration.ofSeconds(5));
            }
        };
    }

    private static Entry admitted(PagesUser user) {
        return new Entry.Admitted(new Visitor(
                user.login(),
                user.roles().stream()
                        .map(role -> Role.valueOf(role.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toUnmodifiableSet())));
    }

    private static Entry wait(Duration pause) {
        return new Entry.Refused(
                429,
                "Too many attempts failed",
                "Wait some minutes, and look the password or token up meanwhile: those that are wrong count.",
                Map.of("Retry-After", Long.toString(pause.toSeconds() + 1)));
    }
}
