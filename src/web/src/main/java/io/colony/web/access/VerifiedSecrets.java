package io.colony.web.access;

import io.colony.engine.config.PagesUser;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who has shown the right secret lately, so that a password's dear hash is not computed for each request of a page. Keeps
 * no secret: a hash with a key that only this object has. Ends at once where the person's entry changes. Safe for use by
 * many threads.
 */
final class VerifiedSecrets {
    static final Duration FOR = Duration.ofMinutes(5);
    private static final int MOST = 1_000;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final InstantSource clock;
    private final Map<String, Verified> verified = new LinkedHashMap<>();

    private record Verified(String hash, Instant until) {}

    VerifiedSecrets(SecureRandom random, InstantSource clock) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
        this.clock = clock;
    }

    /** Whether it was right within the last minutes, and the person's entry is the same. */
    boolean knows(PagesUser user, String secret) {
        String mark = mark(user, secret);
        synchronized (verified) {
            Verified found = verified.get(mark);
            return found != null
                    && found.until().isAfter(clock.instant())
                    && found.hash().equals(user.secret().text());
        }
    }

    void note(PagesUser user, String secret) {
        String mark = mark(user, secret);
        synchronized (verified) {
            verified.remove(mark);
            verified.put(
                    mark, new Verified(user.secret().text(), clock.instant().plus(FOR)));
            Iterator<String> oldest = verified.keySet().iterator();
            while (verified.size() > MOST) {
                oldest.next();
                oldest.remove();
            }
        }
    }

    /** The login ends before the first colon, so that no two pairs are one text. */
    private String mark(PagesUser user, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] text = (user.login() + ":" + secret).getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder().encodeToString(mac.doFinal(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(
                    "This Java has no " + ALGORITHM + ", which every Java must have.", impossible);
        }
    }
}
