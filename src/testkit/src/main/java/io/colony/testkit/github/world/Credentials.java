package io.colony.testkit.github.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens, and the apps that may ask for some. Guarded by the world's lock. */
public final class Credentials {
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);
    private static final Duration LONGEST_JWT = Duration.ofMinutes(10);

    private final World world;
    private final InstantSource clock;
    private final Map<String, Token> tokens = new HashMap<>();
    private final Map<Long, App> apps = new HashMap<>();
    private final Map<Long, Installation> installations = new HashMap<>();

    Credentials(World world, InstantSource clock) {
        this.world = world;
        this.clock = clock;
    }

    /** A token and until when it holds. */
    public record Token(String value, Actor actor, Optional<Instant> expiresAt) {}

    /** A person's token, which does not expire. */
    public Token personal(Account account) {
        return keep(new Token("ghp_" + secret(), new Actor.User(account), Optional.empty()));
    }

    /** A token of an installation, for an hour. */
    public Token installed(Installation installation, Map<String, String> permissions) {
        Instant until = world.now().plus(TOKEN_LIFE);
        return keep(new Token("ghs_" + secret(), new Actor.Installed(installation, permissions), Optional.of(until)));
    }

    private Token keep(Token token) {
        tokens.put(token.value(), token);
        return token;
    }

    /** A number that looks like a secret; the same in each run. */
    private String secret() {
        return String.format("%036x", world.nextId() * 0x9E3779B97F4A7C15L & Long.MAX_VALUE);
    }

    public void revoke(String token) {
        tokens.remove(token);
    }

    public App addApp(Account owner, String slug, PublicKey key, Map<String, String> permissions) {
        Account bot = world.addAccount(slug + "[bot]", Account.Kind.BOT);
        List<String> events = List.of("issues", "issue_comment", "pull_request", "push", "check_run", "status");
        App app = new App(world.nextId(), slug, owner, bot, key, Map.copyOf(permissions), events, world.now());
        apps.put(app.id(), app);
        return app;
    }

    public Installation install(App app, Account account, Set<Long> repositories) {
        Set<Long> changeable = ConcurrentHashMap.newKeySet();
        changeable.addAll(repositories);
        Installation installation =
                new Installation(world.nextId(), app, account, app.permissions(), changeable, world.now());
        installations.put(installation.id(), installation);
        return installation;
    }

    public Optional<Installation> installation(long id) {
        return Optional.ofNullable(installations.get(id));
    }

    public List<Installation> installations(App app) {
        return installations.values().stream()
                .filter(installation -> installation.app().id() == app.id())
                .sorted((one, other) -> Long.compare(one.id(), other.id()))
                .toList();
    }

    public List<App> apps() {
        return new ArrayList<>(apps.values());
    }

    /**
     * Whose credential it is.
     *
     * @throws Refusal 401, in GitHub's words
     */
    public Actor actor(String credential) {
        if (credential.chars().filter(letter -> letter == '.').count() == 2) {
            return new Actor.AsApp(verified(credential));
        }
        Token token = tokens.get(credential);
        if (token == null
                || token.expiresAt()
                        .filter(until -> !clock.instant().isBefore(until))
                        .isPresent()) {
            throw new Refusal(401, "Bad credentials");
        }
        return token.actor();
    }

    private App verified(String jwt) {
        int payload = jwt.indexOf('.');
        int signature = jwt.lastIndexOf('.');
        JsonNode claims = decoded(jwt.substring(payload + 1, signature));
        App app = issuer(claims.path("iss").asText());
        if (!"RS256".equals(decoded(jwt.substring(0, payload)).path("alg").asText())
                || !signed(app.key(), jwt.substring(0, signature), jwt.substring(signature + 1))) {
            throw new Refusal(401, "A JSON web token could not be decoded");
        }
        Instant now = clock.instant();
        Instant expires = Instant.ofEpochSecond(claims.path("exp").asLong());
        if (!expires.isAfter(now)) {
            throw new Refusal(
                    401,
                    "'Expiration time' claim ('exp') must be a numeric value representing the future time"
                            + " at which the assertion expires");
        }
        if (expires.isAfter(now.plus(LONGEST_JWT))) {
            throw new Refusal(401, "'Expiration time' claim ('exp') is too far in the future");
        }
        if (Instant.ofEpochSecond(claims.path("iat").asLong(Long.MAX_VALUE / 1_000_000_000L))
                .isAfter(now)) {
            throw new Refusal(
                    401,
                    "'Issued at' claim ('iat') must be an Integer representing the time that the assertion"
                            + " was issued");
        }
        return app;
    }

    private App issuer(String issuer) {
        return apps.values().stream()
                .filter(app -> issuer.equals(Long.toString(app.id())) || issuer.equals(app.clientId()))
                .findFirst()
                .orElseThrow(() -> new Refusal(404, "Integration not found"));
    }

    private static JsonNode decoded(String part) {
        try {
            return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException | IllegalArgumentException damaged) {
            throw new Refusal(401, "A JSON web token could not be decoded");
        }
    }

    private static boolean signed(PublicKey key, String text, String signature) {
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(text.getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(Base64.getUrlDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException damaged) {
            return false;
        }
    }
}
