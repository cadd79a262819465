package io.colony.engine.forge.github;

import io.colony.engine.forge.ForgeException;
import io.colony.engine.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;

/** What a GitHub App proves itself by: a JWT of a few minutes, signed with its key (RS256). */
final class AppToken implements TokenSource {
    /** GitHub takes ten minutes at most, by its own clock. */
    private static final Duration LIFE = Duration.ofMinutes(9);

    private static final Duration DRIFT = Duration.ofSeconds(60);
    private static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";

    private final long appId;
    private final PrivateKey key;
    private final InstantSource clock;

    private Secret token = Secret.empty();
    private Instant goodUntil = Instant.EPOCH;

    AppToken(long appId, PrivateKey key, InstantSource clock) {
        this.appId = appId;
        this.key = key;
        this.clock = clock;
    }

    @Override
    public synchronized Secret current() {
        Instant now = clock.instant();
        if (!now.isBefore(goodUntil)) {
            Instant ends = now.plus(LIFE);
            token = Secret.of(signed(now.minus(DRIFT), ends));
            goodUntil = ends.minus(DRIFT);
        }
        return token;
    }

    @Override
    public boolean renewed(Secret refused) {
        return false;
    }

    @Override
    public String cure() {
        return "The App's id (" + appId + ", github.app_id) or its key (github.app_key_file) is not the one GitHub has,"
                + " or this machine's clock is wrong: it says " + clock.instant();
    }

    private String signed(Instant issued, Instant ends) {
        String claims = "{\"iat\":" + issued.getEpochSecond() + ",\"exp\":" + ends.getEpochSecond() + ",\"iss\":\""
                + appId + "\"}";
        String content =
                base64(HEADER.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException failure) {
            throw ForgeException.permanent(
                    "The token of GitHub App " + appId + " cannot be signed: " + failure.getMessage()
                            + ". Give the App a new private key (github.app_key_file).",
                    failure);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
